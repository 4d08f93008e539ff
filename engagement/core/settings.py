"""Settings: one record, read from the environment when the program starts. Nothing else reads the environment."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


class WrongSetting(ValueError):
    """A setting that cannot be used, with words that say what to write instead."""


@dataclass(frozen=True)
class Settings:
    """What an installation is told from outside. Sizes in bytes, times in seconds."""

    folder: Path  # everything that is kept: the database of SQLite, files, the secret
    database_url: str
    secret: str = ""  # signs forms and cookies; empty: made once and kept in the folder
    organisation: str = "Our company"  # whose team this is: on the sign-in page and on reports
    address: str = ""  # where the product answers, as written into reports; empty: from the request
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    secure_cookies: bool = False  # set where HTTPS ends in front of the product
    trusted_proxies: int = 0  # how many proxies in front may say who is asking
    largest_file: int = 25 * 1024 * 1024
    session_hours: int = 14
    hours_wanted: bool = False  # whether the form asks for hours, preparation included
    zone: str = "UTC"  # the zone of commands and of members who named none

    @property
    def files_folder(self) -> Path:
        """Where attachments lie, outside everything that is served."""
        return self.folder / "files"

    @property
    def papers_folder(self) -> Path:
        """Where reports lie that were made for their asker, for a week."""
        return self.folder / "reports"

    @property
    def previews_folder(self) -> Path:
        """Where the first pages of reports lie while somebody chooses, for a day."""
        return self.folder / "previews"

    @property
    def erased_list(self) -> Path:
        """Which officials were erased, by key alone: for a backup from before, which would bring them back."""
        return self.folder / "erased.csv"

    def signing_secret(self) -> str:
        """The secret that signs forms and cookies; made at the first call, readable by the owner alone."""
        if self.secret:
            return self.secret
        kept = self.folder / "secret"
        self.folder.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(48))
        return kept.read_text()


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that `environment` (default: this process's) asks for. Raises WrongSetting."""
    given = os.environ if environment is None else environment
    folder = Path(given.get("ENGAGEMENT_FOLDER", "var")).resolve()
    url = given.get("DATABASE_URL") or f"sqlite:///{folder / 'engagement.sqlite'}"
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise WrongSetting("DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
    return Settings(
        folder=folder,
        database_url=url,
        secret=given.get("ENGAGEMENT_SECRET", ""),
        organisation=given.get("ENGAGEMENT_ORGANISATION", Settings.organisation),
        address=given.get("ENGAGEMENT_ADDRESS", "").rstrip("/"),
        host=given.get("HOST", Settings.host),
        port=_whole(given, "PORT", Settings.port),
        workers=_whole(given, "ENGAGEMENT_WORKERS", Settings.workers),
        secure_cookies=given.get("ENGAGEMENT_HTTPS", "") == "1",
        trusted_proxies=_whole(given, "ENGAGEMENT_PROXIES", Settings.trusted_proxies),
        largest_file=_whole(given, "ENGAGEMENT_LARGEST_FILE", Settings.largest_file),
        session_hours=_whole(given, "ENGAGEMENT_SESSION_HOURS", Settings.session_hours),
        hours_wanted=given.get("ENGAGEMENT_HOURS", "") == "1",
        zone=given.get("ENGAGEMENT_ZONE", Settings.zone),
    )


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit():
        raise WrongSetting(f"{name} must be a whole number, not {text!r}")
    return int(text)
