"""People with browsers who log one engagement after another while the ground shakes."""

import http.client
import random
import re
import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from threading import Event

from sqlalchemy import select

from engagement.actions.sign_ins import sign_in
from engagement.installation import Installation
from engagement.model.members import Member
from engagement.model.organisations import Organisation
from tests import make
from tests.cast import gather

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
FORM = re.compile(r"<form[^>]*data-draft.*?</form>", re.DOTALL)
PATIENCE = 180  # seconds after which a service that does not come back is a failure
Fields = list[tuple[str, str]]


@dataclass
class Person:
    """Somebody who is signed in. `saved` are the titles whose form was answered by an address, `sent` all titles."""

    port: int
    token: str
    fields: Fields  # of each form, besides what its page brings along
    saved: dict[str, str] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    again: int = 0  # how often a form had to be sent once more
    cookies: dict[str, str] = field(default_factory=dict)

    def work(self, stop: Event) -> None:
        """Logs until told to stop, and sees the last form through."""
        self.cookies["engagement"] = self.token
        while not stop.is_set():
            form = self._form()
            title = f"Talk {secrets.token_hex(6)}"
            self.sent.append(title)
            self.saved[title] = self._send([*form, ("title", title), *self.fields], title)

    def _form(self) -> Fields:
        page = self._until_answered("GET", "/engagements/new", "", b"")[1]
        form = FORM.search(page)
        assert form, page
        inputs = [dict(re.findall(r'([\w-]+)="([^"]*)"', one)) for one in HIDDEN.findall(form[0])]
        brought = {one["name"]: unescape(one["value"]) for one in inputs if "name" in one and "value" in one}
        assert brought.get("form_key"), "nothing tells a form that is sent again from another"
        return list(brought.items())

    def _send(self, fields: Fields, title: str) -> str:
        """Sends a form until it is answered, as a person does who presses the button once more; where it led."""
        kind, body = multipart(fields, ("files", f"{title}.txt", title))
        return self._until_answered("POST", "/engagements/new", kind, body)[0]

    def _until_answered(self, method: str, path: str, kind: str, body: bytes) -> tuple[str, str]:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            try:
                status, location, page = self._ask(method, path, kind, body)
            except (OSError, http.client.HTTPException):
                self.again += method == "POST"
                time.sleep(0.05)
                continue
            if status < 400:
                return location, page
            assert status >= 500, f"{status}: {page}"
            assert "Traceback" not in page and "reference" in page.casefold(), page
            self.faults.append(page)
            time.sleep(0.05)
        raise AssertionError("it did not come back")

    def _ask(self, method: str, path: str, kind: str, body: bytes) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            connection.request(method, path, body, {"Cookie": cookies} | ({"Content-Type": kind} if kind else {}))
            answer = connection.getresponse()
            for name, value in re.findall(r"^([\w-]+)=([^;]*)", answer.getheader("Set-Cookie", ""), re.M):
                self.cookies[name] = value
            return answer.status, answer.getheader("Location", ""), answer.read().decode()
        finally:
            connection.close()


def multipart(fields: Fields, file: tuple[str, str, str]) -> tuple[str, bytes]:
    """A form with a file as a browser sends it: its type and its bytes."""
    edge = secrets.token_hex(16)
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields]
    name, file_name, content = file
    head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"\r\nContent-Type: text/plain'
    parts.append(f"{head}\r\n\r\n{content}")
    body = "".join(f"--{edge}\r\n{part}\r\n" for part in parts) + f"--{edge}--\r\n"
    return f"multipart/form-data; boundary={edge}", body.encode()


def crowd(installation: Installation, port: int, number: int) -> list[Person]:
    """Furnishes an empty installation with the cast and two organisations; `number` people are signed in."""
    installation.upgrade()
    with installation.desk() as desk:
        gather(desk)
    with installation.desk() as desk:
        for name in ("Ministry of Floods", "Agency of Fires"):
            make.organisation(desk, name)
        member = desk.db.scalars(select(Member).order_by(Member.id)).first()
        bodies = desk.db.scalars(select(Organisation.id)).all()
        assert member
        fields = [
            *(("who", f"organisation:{body}") for body in bodies),
            *{"kind": "meeting", "status": "held", "day": "2026-09-15", "zone": "UTC", "length": "45"}.items(),
            *{"start": "09:00", "us": f"member:{member.id}", "summary": "They asked for the plan."}.items(),
            *{"shared-0-kind": "lesson", "shared-0-text": "How others left"}.items(),
            *{"commitments-0-text": "Send the plan", "commitments-0-keeper": f"ours:{member.id}"}.items(),
        ]
        return [Person(port, sign_in(desk, member, 14, "tests"), fields) for _ in range(number)]


@contextmanager
def working(people: list[Person]) -> Iterator[None]:
    """They work until the end of the block; what they stumble over is raised there."""
    stop = Event()
    with ThreadPoolExecutor(len(people)) as threads:
        jobs = [threads.submit(person.work, stop) for person in people]
        try:
            yield
        finally:
            stop.set()
        for job in jobs:
            job.result()


def go_on(people: list[Person], moments: random.Random) -> None:
    """Returns at a random moment after they saved a few more."""
    ends = time.monotonic() + PATIENCE
    wanted = sum(len(person.saved) for person in people) + moments.randint(1, 6)
    while sum(len(person.saved) for person in people) < wanted:
        assert time.monotonic() < ends, "nobody gets anything saved"
        time.sleep(0.01)
    time.sleep(moments.uniform(0, 0.2))
