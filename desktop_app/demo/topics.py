"""What invented clients come for, in the words of docs/contract/client-interactions-api.md."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.vocabulary import InteractionType, Program, ReferenceService


@dataclass(frozen=True, slots=True)
class Topic:
    """What a client comes for."""

    program: Program | None
    kind: InteractionType
    services: tuple[ReferenceService, ...]


TOPICS = (
    Topic(Program.NUTRITION_SNAP, InteractionType.IN_PERSON, (ReferenceService.SNAP,)),
    Topic(Program.IMMIGRATION_CITIZENSHIP, InteractionType.CONSULTATION, (ReferenceService.CITIZENSHIP,)),
    Topic(Program.IMMIGRATION_FAMILY, InteractionType.CONSULTATION, (ReferenceService.FAMILY_PETITION,)),
    Topic(
        Program.HEALTH_DAILY,
        InteractionType.WALK_IN,
        (ReferenceService.CHRONIC_DISEASES, ReferenceService.NUTRITION),
    ),
    Topic(
        Program.NUTRITION_SUPERMARKET,
        InteractionType.WORKSHOP,
        (ReferenceService.SUPERMARKET_VISIT, ReferenceService.NUTRITION),
    ),
    Topic(
        Program.NUTRITION_COOKING,
        InteractionType.WORKSHOP,
        (ReferenceService.FOOD_DEMONSTRATION, ReferenceService.NUTRITION),
    ),
    Topic(
        Program.FINANCIAL_COUNSELING,
        InteractionType.CONSULTATION,
        (ReferenceService.FINANCIAL_EDUCATION, ReferenceService.FINANCIAL_COACH),
    ),
    Topic(Program.WORKER_RIGHTS, InteractionType.BY_PHONE, (ReferenceService.WORKERS_RIGHTS,)),
    Topic(Program.YOUTH_GROUP, InteractionType.LIGHT_TOUCH, (ReferenceService.YOUTH_GROUP,)),
    Topic(Program.FAMILY_FAXES, InteractionType.WALK_IN, ()),
    Topic(
        None, InteractionType.BY_PHONE, (ReferenceService.OUTSIDE_REFERRAL, ReferenceService.FAMILY_SUPPORT)
    ),
)
