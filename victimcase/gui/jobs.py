"""The only threads of the window: three lanes, so that nothing slow ever stands between a key and its letter.

`read` runs queries, `write` use cases one after another, `work` what takes long (unlocking, papers, imports,
backups). What comes back is handed over on the GUI thread, and only while its owner lives.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from threading import Event
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from victimcase.domain.errors import UserError
from victimcase.gui.sweeping import Sweeper

log = logging.getLogger(__name__)

T = TypeVar("T")


class Lane(StrEnum):
    """Which thread a job runs on."""

    READ = "read"
    WRITE = "write"
    WORK = "work"


@dataclass
class Job:
    """One piece of work: what it does, whose it is, and what happens with what it gives."""

    lane: Lane
    run: Callable[[], Any]
    owner: QObject
    done: Callable[[Any], None] | None
    failed: Callable[[UserError], None] | None
    key: str
    """A later job of the same owner and key makes this one late: what it gives is dropped."""
    stop: Event = field(default_factory=Event)
    future: Future[None] | None = None
    result: Any = None
    problem: BaseException | None = None


class Jobs(QObject):
    """The lanes. `busy` tells how much is under way; `bug` hands on what is no error of the user."""

    busy = Signal(int)
    bug = Signal(object)
    settled = Signal()
    """Nothing is under way any more."""
    _ended = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(1, f"{lane}-lane") for lane in Lane}
        self._current: dict[tuple[int, str], Job] = {}
        self._running: dict[int, Job] = {}
        self._numbers = count()
        self._closed = self._ending = False
        self._sweeper = Sweeper(self)
        self._ended.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    @property
    def under_way(self) -> int:
        """How many jobs have not been handed over yet."""
        return len(self._running)

    def start(
        self,
        lane: Lane,
        run: Callable[[], T],
        *,
        owner: QObject,
        done: Callable[[T], None] | None = None,
        failed: Callable[[UserError], None] | None = None,
        key: str = "",
    ) -> Job:
        """Run something on a lane, and give `done` what it returns, or `failed` the UserError it raised.

        With a `key`, only the answer to the last question of this owner counts.
        """
        job = Job(lane, run, owner, done, failed, key)
        if self._closed or (self._ending and lane is not Lane.WRITE):
            return job
        if key:
            late = self._current.get((id(owner), key))
            if late is not None and late.lane is Lane.READ:
                late.stop.set()
            self._current[id(owner), key] = job
        number = next(self._numbers)
        self._running[number] = job
        job.future = self._lanes[lane].submit(self._carry_out, number)
        self.busy.emit(self.under_way)
        return job

    def _carry_out(self, number: int) -> None:
        """On a lane. When it ends it holds a number and nothing else: an owner let go of here last would be
        taken apart here, and widgets may only be taken apart on the GUI thread.
        """
        if number in self._running:
            self._run(self._running[number])
        self._ended.emit(number)

    def _run(self, job: Job) -> None:
        if not job.stop.is_set():
            try:
                job.result = job.run()
            except BaseException as problem:  # handed to the GUI thread, which tells or reports it
                job.problem = problem

    def _hand_over(self, number: int) -> None:
        job = self._running.pop(number, None)
        if job is None:
            return
        if self._current.get((id(job.owner), job.key)) is job:
            del self._current[id(job.owner), job.key]
        try:
            if not self._closed:
                self.busy.emit(self.under_way)
                self._tell(job)
        finally:
            if not self._running:
                self.settled.emit()

    def _hand_over_now(self, number: int) -> None:
        """Hand over outside the loop of events: what is wrong in one page holds no other up."""
        try:
            self._hand_over(number)
        except Exception:
            sys.excepthook(*sys.exc_info())

    def _tell(self, job: Job) -> None:
        if job.stop.is_set() or not shiboken6.isValid(job.owner):
            return
        if isinstance(job.problem, UserError) and job.failed is not None:
            job.failed(job.problem)
        elif job.problem is not None:
            log.error("a job on the %s lane ended with %s", job.lane, type(job.problem).__name__)
            self.bug.emit(job.problem)
        elif job.done is not None:
            job.done(job.result)

    def drop(self, owner: QObject) -> None:
        """Whatever an owner asked for is not wanted any more."""
        for job in self._running.values():
            if job.owner is owner and job.lane is Lane.READ:
                job.stop.set()

    def wait(self) -> None:
        """Let what was begun end, without handing anything over: before the vault is closed.

        What waits and only reads is dropped; what writes is carried out, as a person believes it saved.
        """
        for job in list(self._running.values()):
            if job.future is None or (job.lane is not Lane.WRITE and job.future.cancel()):
                continue
            if job.lane is not Lane.WRITE:
                job.stop.set()
            job.future.exception()

    def finish(self, patience: float) -> bool:
        """Before locking: what writes is carried out and handed over, what reads is dropped, what takes long
        gets some seconds to end; whether all of it did. Nothing but writing is taken any more.

        Long work that goes on is cut at its next transaction, when the vault is closed: each is whole.
        """
        self._ending = True
        for job in self._running.values():
            if job.lane is not Lane.WRITE:
                job.stop.set()
                if job.future is not None:
                    job.future.cancel()
        while writing := [number for number, job in self._running.items() if job.lane is Lane.WRITE]:
            for number in writing:
                future = self._running[number].future
                if future is not None:
                    future.exception()
                self._hand_over_now(number)
        others = [job.future for job in self._running.values() if job.future and not job.future.cancelled()]
        return not wait(others, patience).not_done

    def close(self) -> None:
        """End every lane; nothing is handed over any more."""
        self._closed = True
        if not self._ending:
            self.wait()
        for lane in self._lanes.values():
            lane.shutdown(wait=not self._ending)
        self._running.clear()
        self._current.clear()
        self._sweeper.stop()
