"""What surrounds a case: tasks, notes, documents, marks, ties and who works on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from victimcase.domain.spec import (
    Attachment,
    Choice,
    Choices,
    Day,
    Instant,
    Language,
    Link,
    LongText,
    Number,
    Record,
    Text,
    User,
    YesNo,
)
from victimcase.domain.words import Category
from victimcase.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Task(
    Record,
    kind="task",
    title=N_("Task"),
    help=N_("Something to be done by a day. Its title is seen on many screens, so no name in it."),
):
    """Something to be done by a day, written by a person or made by a rule."""

    subject: Annotated[
        str | None,
        Text(N_("What is to be done"), required=True, help=N_("Without a name and without what happened.")),
    ] = None
    due_on: Annotated[date | None, Day(N_("Due on"), required=True)] = None
    assignee: Annotated[str | None, User(N_("Who does it"))] = None
    priority: Annotated[str | None, Choice(N_("Priority"), codes="task_priority")] = None
    state: Annotated[str | None, Choice(N_("State"), codes="task_state", required=True)] = None
    rule: Annotated[
        str | None, Text(N_("Made by rule"), help=N_("Filled in when a time limit made the task by itself."))
    ] = None
    about_kind: Annotated[str | None, Text(N_("Kind of record it is about"))] = None
    about_record: Annotated[str | None, Text(N_("Record it is about"))] = None
    tells_about: Annotated[
        str | None,
        Choice(
            N_("Seen by those who may read"), codes="category", help=N_("Others do not see the task at all.")
        ),
    ] = None
    made_by: Annotated[str | None, User(N_("Asked by"))] = None
    done_on: Annotated[date | None, Day(N_("Done on"), not_in_future=True)] = None
    done_by: Annotated[str | None, User(N_("Done by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), category=Category.NOTE, search="text")] = None


@dataclass(frozen=True, kw_only=True)
class CaseNote(
    Record,
    kind="note",
    title=N_("Note"),
    category=Category.NOTE,
    help=N_("Anything worth keeping that has no place elsewhere."),
):
    """A dated note by somebody who works on the case (HTCDS 2.0)."""

    written_at: Annotated[datetime | None, Instant(N_("Written at"), not_in_future=True)] = None
    written_by: Annotated[str | None, User(N_("Written by"))] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="note_type")] = None
    subject: Annotated[str | None, Text(N_("Subject"), search="text")] = None
    text: Annotated[
        str | None, LongText(N_("Text"), htcds="cco_CaseComment", search="text", required=True)
    ] = None
    from_person: Annotated[
        bool | None,
        YesNo(N_("Said by the person?"), help=N_("In their words, and read back to them if possible.")),
    ] = None


@dataclass(frozen=True, kw_only=True)
class Document(
    Record,
    kind="document",
    title=N_("Document"),
    category=Category.NOTE,
    help=N_("A file kept with the case. It stays encrypted and is shown inside the program."),
):
    """A file kept with the case, with where it came from and its hash."""

    name: Annotated[str | None, Text(N_("Name"), search="text", required=True)] = None
    type: Annotated[str | None, Choice(N_("Type"), codes="document_type", required=True)] = None
    tells_about: Annotated[
        tuple[str, ...],
        Choices(
            N_("Tells about"),
            codes="category",
            required=True,
            help=N_("Only those who may read all of these may open it, and a consent must cover them all."),
        ),
    ] = ()
    file: Annotated[str | None, Attachment(N_("File"), required=True)] = None
    untouched: Annotated[
        str | None,
        Attachment(N_("File as it came"), help=N_("Before location and device data were taken out.")),
    ] = None
    sha256: Annotated[str | None, Text(N_("Hash on arrival"), max_length=64, search="code")] = None
    media_type: Annotated[str | None, Text(N_("Kind of file"))] = None
    size: Annotated[int | None, Number(N_("Size"), low=0, unit=N_("bytes"))] = None
    language: Annotated[str | None, Language(N_("Language"))] = None
    dated_on: Annotated[date | None, Day(N_("Date on the document"))] = None
    received_on: Annotated[date | None, Day(N_("Received on"), not_in_future=True)] = None
    received_from: Annotated[str | None, Text(N_("Received from"))] = None
    received_by: Annotated[str | None, User(N_("Received by"))] = None
    paper_where: Annotated[
        str | None, Text(N_("Where the paper lies"), category=Category.LOCATION_OF_SHELTER)
    ] = None
    description: Annotated[str | None, LongText(N_("Description"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Flag(
    Record,
    kind="flag",
    title=N_("Flag"),
    category=Category.NOTE,
    help=N_("A short warning everyone on the case must see first."),
):
    """A warning that stands at the head of the case until it is lowered."""

    type: Annotated[str | None, Choice(N_("Type"), codes="case_flag", required=True)] = None
    reason: Annotated[str | None, Text(N_("Reason"), max_length=500, search="text")] = None
    what_to_do: Annotated[str | None, Text(N_("What to do"), max_length=500)] = None
    raised_on: Annotated[date | None, Day(N_("Raised on"), not_in_future=True)] = None
    raised_by: Annotated[str | None, User(N_("Raised by"))] = None
    review_on: Annotated[date | None, Day(N_("Look at again on"), makes_task="flag")] = None
    lowered_on: Annotated[date | None, Day(N_("Lowered on"), not_in_future=True)] = None
    lowered_by: Annotated[str | None, User(N_("Lowered by"))] = None
    lowered_why: Annotated[str | None, Text(N_("Why lowered"))] = None


@dataclass(frozen=True, kw_only=True)
class CaseLink(
    Record,
    kind="case_link",
    title=N_("Linked case"),
    category=Category.NOTE,
    help=N_("An earlier episode, the family, people of the same event, or people to keep apart."),
):
    """A tie between this case and another of the office."""

    other: Annotated[str | None, Link(N_("Other case"), to="case", required=True)] = None
    type: Annotated[str | None, Choice(N_("How they are linked"), codes="case_link", required=True)] = None
    reason: Annotated[str | None, Text(N_("Reason"), max_length=500, search="text")] = None
    group_event: Annotated[str | None, Link(N_("Same event"), to="group_event")] = None
    since: Annotated[date | None, Day(N_("Since"))] = None
    until: Annotated[date | None, Day(N_("Until"))] = None
    linked_by: Annotated[str | None, User(N_("Linked by"))] = None
    note: Annotated[str | None, LongText(N_("Note"), search="text")] = None


@dataclass(frozen=True, kw_only=True)
class Assignment(
    Record,
    kind="assignment",
    title=N_("Assignment"),
    help=N_("Who works on the case, as what, and since when."),
):
    """One user's part in the case over a span of time."""

    user: Annotated[str | None, User(N_("User"), required=True)] = None
    role: Annotated[str | None, Choice(N_("Works as"), codes="assignment_role", required=True)] = None
    from_on: Annotated[date | None, Day(N_("From"), required=True)] = None
    until_on: Annotated[date | None, Day(N_("Until"))] = None
    assigned_by: Annotated[str | None, User(N_("Assigned by"))] = None
    conflict_checked: Annotated[
        bool | None,
        YesNo(
            N_("Free of conflict of interest?"),
            alert_when=False,
            help=N_("No tie to the person's family or the accused."),
        ),
    ] = None
    reason: Annotated[str | None, Text(N_("Reason"), category=Category.NOTE)] = None
    note: Annotated[str | None, LongText(N_("Hand-over note"), category=Category.NOTE, search="text")] = None
