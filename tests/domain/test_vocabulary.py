"""Every word has its label, also those that two kinds spell alike."""

from __future__ import annotations

from enum import StrEnum
from typing import cast

import pytest

from desktop_app.domain import vocabulary
from desktop_app.domain.vocabulary import FollowUpType, ReferenceService, code_label

SHOWN = [
    vocabulary.Role,
    vocabulary.PersonStatus,
    vocabulary.Gender,
    vocabulary.MaritalStatus,
    vocabulary.FollowUpType,
    vocabulary.Outcome,
    vocabulary.InteractionType,
    vocabulary.Program,
    vocabulary.ReferenceService,
]


@pytest.mark.parametrize("kind", SHOWN)
def test_every_word_of_a_kind_has_a_label_of_its_own(kind: type[StrEnum]) -> None:
    labels = [code_label(word) for word in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)


def test_words_spelt_alike_in_two_kinds_keep_their_own_labels() -> None:
    contact, service = cast("tuple[StrEnum, StrEnum]", (FollowUpType.OTHER, ReferenceService.OTHER))
    assert contact == service
    assert (code_label(FollowUpType.OTHER), code_label(ReferenceService.OTHER)) == (
        "Other contact",
        "Other service",
    )


def test_nothing_has_no_label() -> None:
    assert code_label(None) == ""
