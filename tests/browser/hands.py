"""Somebody at a keyboard, and what their hands do besides typing text: keys that act, and clicks."""

from playwright.sync_api import Locator, Page, expect


class Hands:
    """`done` counts the interactions; the letters of a text are not counted, since the text must be said anyway."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.done = 0

    def press(self, *keys: str) -> None:
        """Keys that act: Tab, Enter, Control+Enter, n."""
        for key in keys:
            self.page.wait_for_load_state()  # before its scripts are there a page knows no keys
            self.page.keyboard.press(key)
            self.done += 1

    def click(self, what: Locator) -> None:
        """One click or tap."""
        what.click()
        self.done += 1

    def type(self, text: str) -> None:
        """Text into whatever has the focus."""
        self.page.keyboard.type(text)

    def tab_to(self, what: Locator, within: int = 60) -> None:
        """Tab until `what` has the focus: it must be reachable, and the focus must be seen where it goes."""
        for _ in range(within):
            if what.evaluate("element => element === document.activeElement"):
                expect(what).to_be_focused()
                return
            self.press("Tab")
        raise AssertionError(f"{what} was not reached by {within} times Tab")
