"""Activities as Teams sends them."""

import itertools
import json
import threading

APP = "3c6f3a3e-7f1b-4a0e-9c0c-5a9d3c1f0a01"
TENANT = "8b1f7c5d-52cf-4c3f-8a6e-2d0b1b7c4e01"
OTHER_TENANT = "8b1f7c5d-52cf-4c3f-8a6e-2d0b1b7c4e02"
BOT = "28:" + APP

_numbers = itertools.count(1)
_lock = threading.Lock()
_said = []


def number():
    with _lock:
        return next(_numbers)


def words(text="Hei"):
    """A text that occurs nowhere else; whatever was made by this must be in no log."""
    marked = "%s merkeord%05dx" % (text, number())
    with _lock:
        _said.append(marked.split()[-1])
    return marked


def said():
    with _lock:
        return list(_said)


class User:
    """Somebody in the directory, with a personal chat."""

    def __init__(self, id, entra, role="employee"):
        self.id = id
        self.entra = entra
        self.role = role
        self.account = "29:1" + id + "-Tz0k_" + entra[:8]
        self.name = "Navn" + entra[-6:] + "sen"
        self.chat = "a:1" + id + "_pQ-" + entra[:13]


def personal(user, service, text=None, **changes):
    """A message in the user's personal chat; a change to None takes a member out."""
    activity = {
        "type": "message",
        "id": "f:%d" % number(),
        "timestamp": "2026-11-20T09:30:00.1234567Z",
        "localTimestamp": "2026-11-20T10:30:00.1234567+01:00",
        "localTimezone": "Europe/Oslo",
        "serviceUrl": service,
        "channelId": "msteams",
        "from": {"id": user.account, "name": user.name, "aadObjectId": user.entra},
        "conversation": {"conversationType": "personal", "tenantId": TENANT, "id": user.chat},
        "recipient": {"id": BOT, "name": "Rakel"},
        "textFormat": "plain",
        "locale": "nb-NO",
        "text": words() if text is None else text,
        "entities": [
            {"type": "clientInfo", "locale": "nb-NO", "country": "NO", "platform": "Windows"}
        ],
        "channelData": {"tenant": {"id": TENANT}},
    } | changes
    return {name: value for name, value in activity.items() if value is not None}


def group(user, service, text, mention=True, **changes):
    """A message in a channel's thread, which mentions the bot."""
    thread = "19:%04dabcdef@thread.tacv2;messageid=17000000%05d" % (number(), number())
    entities = [{"type": "clientInfo", "locale": "nb-NO"}]
    if mention:
        text = "<at>Rakel</at> " + text
        entities.append(
            {
                "type": "mention",
                "mentioned": {"id": BOT, "name": "Rakel"},
                "text": "<at>Rakel</at>",
            }
        )
    return personal(
        user,
        service,
        text,
        **{
            "conversation": {
                "isGroup": True,
                "conversationType": "channel",
                "tenantId": TENANT,
                "id": thread,
            },
            "entities": entities,
            "channelData": {
                "tenant": {"id": TENANT},
                "team": {"id": "19:team@thread.tacv2"},
                "channel": {"id": thread.split(";")[0]},
            },
        }
        | changes,
    )


def encoded(activity):
    return json.dumps(activity, ensure_ascii=False).encode()
