"""`engagement members`: the first administrator, and one-time addresses, from the shell of the machine."""

import click

from engagement.actions import sign_ins
from engagement.actions.members import MemberDraft, add
from engagement.desk import Desk
from engagement.installation import Installation
from engagement.model.members import Member
from engagement.model.words import Role
from engagement.queries import sign_ins as queries

ROLES = {role.value.replace(" ", "-"): role for role in Role}


@click.group()
def members() -> None:
    """Add team members and let them in."""


@members.command(name="add")
@click.argument("name")
@click.argument("email")
@click.option("--role", type=click.Choice(list(ROLES)), default="member", show_default=True)
@click.option("--zone", help="IANA time zone, such as Europe/Madrid.  [default: ENGAGEMENT_ZONE]")
@click.pass_obj
def add_member(installation: Installation, name: str, email: str, role: str, zone: str | None) -> None:
    """Add NAME with EMAIL, and print a one-time address by which they set their password."""
    installation.upgrade()
    with installation.desk() as desk:
        draft = MemberDraft(name=name, email=email, role=ROLES[role], zone=zone or installation.settings.zone)
        _let_in(installation, desk, add(desk, draft))


@members.command()
@click.argument("email")
@click.pass_obj
def invite(installation: Installation, email: str) -> None:
    """Print a new one-time address for the member with EMAIL. Earlier ones end."""
    with installation.desk() as desk:
        member = queries.member_by_email(desk, email)
        if member is None:
            raise click.ClickException(f"No member signs in with {email}.")
        _let_in(installation, desk, member)


def _let_in(installation: Installation, desk: Desk, member: Member) -> None:
    settings = installation.settings
    address = settings.address or f"http://{settings.host}:{settings.port}"
    token = sign_ins.invite(desk, member)
    click.echo(f"{member.name} sets a password at (good for {sign_ins.INVITED_FOR.days} days, once):")
    click.echo(f"{address}/invitations/{token}")
