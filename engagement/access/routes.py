"""The right that each endpoint asks for. An endpoint that is missing here answers nobody, and a test finds it."""

from engagement.access.rights import Right

ROUTES: dict[str, Right] = {
    "assets.show": Right.PUBLIC,
    "sign_in.index": Right.PUBLIC,
    "sign_in.leave": Right.PUBLIC,
    "sign_in.invited": Right.PUBLIC,
    "health.show": Right.PUBLIC,
    "reports.index": Right.READ,
    "reports.preview": Right.READ,
    "reports.activity": Right.READ,
    "reports.make": Right.READ,
    "reports.show": Right.READ,
    "reports.progress": Right.READ,
    "reports.download": Right.READ,
}
