"""What a figure can be, and how it reads."""

from dataclasses import dataclass

from reports.records import Share

FEW = 20  # under this, "n of m" instead of per cent


@dataclass(frozen=True)
class Days:
    """A length in days; `at_least`: open ones may still make it longer."""

    n: int
    at_least: bool = False


Value = Share | Days | int


def reads(value: Value, of_none: str, always_of: bool) -> str:
    """The value as it prints. `of_none` are the words where there is nothing to take a share of ("none due")."""
    match value:
        case Share(_, 0):
            return of_none
        case Share(n, of) if always_of or of < FEW:
            return f"{n:,} of {of:,}"
        case Share(n, of):
            return f"{per_cent(value)}%"
        case Days(n, at_least):
            return f"{'at least ' if at_least else ''}{n:,} {'day' if n == 1 else 'days'}"
        case _:
            return f"{value:,}"


def per_cent(share: Share) -> int:
    """Rounded, but 100 only when it is all and 0 only when it is none."""
    rounded = round(100 * share.n / share.of)
    return min(max(rounded, int(share.n > 0)), 99 if share.n < share.of else 100)
