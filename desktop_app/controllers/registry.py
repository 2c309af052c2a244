"""All controllers over one store: each is imported and made when it is first asked for, so that the first screen stays quick."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.controllers.announcements import Changes
from desktop_app.database.store import Store
from desktop_app.domain.clock import Clock

if TYPE_CHECKING:
    from desktop_app.controllers.activity import ActivityLog
    from desktop_app.controllers.answered_requests import AnsweredRequests
    from desktop_app.controllers.backups import Backups
    from desktop_app.controllers.care.absences import Absences
    from desktop_app.controllers.care.action_lists import ActionLists
    from desktop_app.controllers.care.notifications import Notifications
    from desktop_app.controllers.care.pauses import Pauses
    from desktop_app.controllers.care.reminders import Reminders
    from desktop_app.controllers.care.today import Today
    from desktop_app.controllers.care.waiting import Waiting
    from desktop_app.controllers.client_interactions import ClientInteractions
    from desktop_app.controllers.deleted import Deleted
    from desktop_app.controllers.demo.demo import Demo
    from desktop_app.controllers.drafts import Drafts
    from desktop_app.controllers.duplicates import Duplicates
    from desktop_app.controllers.exporting.exports import Exports
    from desktop_app.controllers.exporting.reports import Reports
    from desktop_app.controllers.follow_ups import FollowUps
    from desktop_app.controllers.importing.contact_import import ContactImport
    from desktop_app.controllers.importing.imports import Imports
    from desktop_app.controllers.importing.people_import import PeopleImport
    from desktop_app.controllers.integrity import Integrity
    from desktop_app.controllers.mentors import Mentors
    from desktop_app.controllers.merging import Merging
    from desktop_app.controllers.organisation import OrganisationSettings
    from desktop_app.controllers.people_back import PeopleBack
    from desktop_app.controllers.persons import Persons
    from desktop_app.controllers.sign_in import SignIn
    from desktop_app.controllers.statistics import Statistics
    from desktop_app.controllers.timeline import Timeline
    from desktop_app.controllers.tokens import Tokens
    from desktop_app.controllers.users import Users

# ruff: noqa: PLC0415 - importing late is what this module is for


class Controllers:
    """What the program can do. Both front ends are given one of these, and nothing else, to work with."""

    def __init__(self, store: Store, clock: Clock, changes: Changes) -> None:
        self.clock = clock
        self.changes = changes
        self._store = store
        self._parts = (store, clock, changes)
        self._version_seen = -1

    @cached_property
    def sign_in(self) -> SignIn:
        """Return the controller of signing in."""
        from desktop_app.controllers.sign_in import SignIn

        return SignIn(*self._parts)

    @cached_property
    def tokens(self) -> Tokens:
        """Return the controller of tokens, which programs sign in with."""
        from desktop_app.controllers.tokens import Tokens

        return Tokens(*self._parts)

    @cached_property
    def answered_requests(self) -> AnsweredRequests:
        """Return the controller of requests that are answered as the first time when they come again."""
        from desktop_app.controllers.answered_requests import AnsweredRequests

        return AnsweredRequests(*self._parts)

    @cached_property
    def organisation(self) -> OrganisationSettings:
        """Return the controller of the organisation's settings."""
        from desktop_app.controllers.organisation import OrganisationSettings

        return OrganisationSettings(*self._parts)

    @cached_property
    def users(self) -> Users:
        """Return the controller of users, who may sign in."""
        from desktop_app.controllers.users import Users

        return Users(*self._parts)

    @cached_property
    def mentors(self) -> Mentors:
        """Return the controller of mentors, who can be given persons."""
        from desktop_app.controllers.mentors import Mentors

        return Mentors(*self._parts)

    @cached_property
    def persons(self) -> Persons:
        """Return the controller of persons."""
        from desktop_app.controllers.persons import Persons

        return Persons(*self._parts)

    @cached_property
    def deleted(self) -> Deleted:
        """Return the controller that lists what was deleted and brings it back."""
        from desktop_app.controllers.deleted import Deleted

        return Deleted(*self._parts)

    @cached_property
    def duplicates(self) -> Duplicates:
        """Who may be in the list already."""
        from desktop_app.controllers.duplicates import Duplicates

        return Duplicates(*self._parts)

    @cached_property
    def merging(self) -> Merging:
        """Return the controller that merges two entries of one person, and separates them."""
        from desktop_app.controllers.merging import Merging

        return Merging(*self._parts)

    @cached_property
    def pauses(self) -> Pauses:
        """Return the controller of pauses."""
        from desktop_app.controllers.care.pauses import Pauses

        return Pauses(*self._parts)

    @cached_property
    def absences(self) -> Absences:
        """Return the controller of absences, and of who looks after an absent mentor's people."""
        from desktop_app.controllers.care.absences import Absences

        return Absences(*self._parts)

    @cached_property
    def waiting(self) -> Waiting:
        """Return the controller that says who waits too long and what is due."""
        from desktop_app.controllers.care.waiting import Waiting

        return Waiting(*self._parts)

    @cached_property
    def today(self) -> Today:
        """Return the controller that puts a day's work into its order."""
        from desktop_app.controllers.care.today import Today

        return Today(*self._parts)

    @cached_property
    def action_lists(self) -> ActionLists:
        """Return the controller that lists next actions in pages, and ticks them off."""
        from desktop_app.controllers.care.action_lists import ActionLists

        return ActionLists(*self._parts)

    @cached_property
    def follow_ups(self) -> FollowUps:
        """Return the controller of follow-ups."""
        from desktop_app.controllers.follow_ups import FollowUps

        return FollowUps(*self._parts)

    @cached_property
    def statistics(self) -> Statistics:
        """Return the controller of statistics."""
        from desktop_app.controllers.statistics import Statistics

        return Statistics(*self._parts)

    @cached_property
    def client_interactions(self) -> ClientInteractions:
        """Return the controller of client interactions."""
        from desktop_app.controllers.client_interactions import ClientInteractions

        return ClientInteractions(*self._parts)

    @cached_property
    def timeline(self) -> Timeline:
        """Return the controller of a person's timeline."""
        from desktop_app.controllers.timeline import Timeline

        return Timeline(*self._parts)

    @cached_property
    def activity(self) -> ActivityLog:
        """Return the controller of the activity log."""
        from desktop_app.controllers.activity import ActivityLog

        return ActivityLog(*self._parts)

    @cached_property
    def notifications(self) -> Notifications:
        """Return the controller of notifications."""
        from desktop_app.controllers.care.notifications import Notifications

        return Notifications(*self._parts)

    @cached_property
    def reports(self) -> Reports:
        """Return the controller of reports on paper."""
        from desktop_app.controllers.exporting.reports import Reports

        return Reports(*self._parts)

    @cached_property
    def reminders(self) -> Reminders:
        """Return the controller of reminders."""
        from desktop_app.controllers.care.reminders import Reminders

        return Reminders(*self._parts)

    @cached_property
    def drafts(self) -> Drafts:
        """Return the controller of drafts."""
        from desktop_app.controllers.drafts import Drafts

        return Drafts(*self._parts)

    @cached_property
    def people_import(self) -> PeopleImport:
        """Return the controller that takes in lists of people."""
        from desktop_app.controllers.importing.people_import import PeopleImport

        return PeopleImport(*self._parts)

    @cached_property
    def contact_import(self) -> ContactImport:
        """Return the controller that takes in lists of past contacts."""
        from desktop_app.controllers.importing.contact_import import ContactImport

        return ContactImport(*self._parts)

    @cached_property
    def imports(self) -> Imports:
        """Return the controller of the lists that were taken in."""
        from desktop_app.controllers.importing.imports import Imports

        return Imports(*self._parts)

    @cached_property
    def exports(self) -> Exports:
        """Return the controller of lists that leave the program as files."""
        from desktop_app.controllers.exporting.exports import Exports

        return Exports(*self._parts)

    @cached_property
    def demo(self) -> Demo:
        """Return the controller that fills an empty folder with invented people."""
        from desktop_app.controllers.demo.demo import Demo

        return Demo(*self._parts)

    @cached_property
    def integrity(self) -> Integrity:
        """Return the controller that proves and repairs the data."""
        from desktop_app.controllers.integrity import Integrity

        return Integrity(*self._parts)

    @cached_property
    def backups(self) -> Backups:
        """Return the controller that copies the data and goes back to a copy."""
        from desktop_app.controllers.backups import Backups

        return Backups(*self._parts)

    @cached_property
    def people_back(self) -> PeopleBack:
        """Return the controller that takes one person back from a copy."""
        from desktop_app.controllers.people_back import PeopleBack

        return PeopleBack(*self._parts)

    def kept_from_writing(self) -> str:
        """Return why the data is open for looking up only (a reason of ``Unavailable``); nothing: it can be written to."""
        return self._store.kept_from_writing

    def data_version(self) -> int:
        """Return a number that changes when another process has written to the data.

        Raises:
            Unavailable: the data cannot be read.
        """
        version = self._store.data_version()
        if version != self._version_seen:
            self._version_seen = version
            self.organisation.follow_zone()  # another program may have given the office another one
        return version

    def close_connection(self) -> None:
        """Close the database connection of the calling thread."""
        self._store.close()
