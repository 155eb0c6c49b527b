"""Tokens: those that are believed, and those that somebody made up. All refusals must look the same."""

import time
from functools import partial

import activities
from activities import OTHER_TENANT, TENANT, encoded
from forgeries import CALLER, FIELDS, FORGED, FORGED_ENTRA, TRUE, entra
from group import Group
from keys import key
from world import expect


def _publish(world):
    """Further keys, published before the first request."""
    channel = world.channel
    channel.channel_keys += [(key("unendorsed"), ["webchat"]), (key("bare"), [])]


def _post(world, activity, fields):
    return world.request(
        "POST", "/api/messages", encoded(activity), [("Content-Type", "application/json"), *fields]
    )


def _shape(answer):
    """All of an answer that somebody could learn from.

    Not the time, nor whether the connection goes on, which the length of the head decides alone.
    """
    headers = [h for h in answer.headers if h[0].lower() not in ("date", "connection")]
    return (answer.status, headers, answer.body)


def _refused(world, make=None, fields=None):
    activity = activities.personal(world.user(), world.channel.service)
    if make:
        fields = [("Authorization", "Bearer " + make(world))]
    else:
        fields = fields(world.token())
    answer = _post(world, activity, fields)
    plain = _post(world, activity, [])
    expect(plain.status == 401, "without a token: %d", plain.status)
    expect(answer.status == 401, "answered %d: %r", answer.status, answer.body[:200])
    expect(_shape(answer) == _shape(plain), "%r, without a token %r", _shape(answer), _shape(plain))
    expect(not answer.body, "has a body")
    key_of = activity["conversation"]["id"]
    rows = world.rows("SELECT 1 FROM inbox WHERE conversation LIKE ?", "%" + key_of)
    expect(not rows, "was taken all the same")


def _believed(world, make):
    activity = activities.personal(world.user(), world.channel.service)
    answer = world.post(activity, make(world))
    expect(answer.status == 200, "answered %d", answer.status)
    world.replies(activity)


def _emulator(world):
    """The Emulator where it is allowed speaks as the user of the settings, whoever it says it is."""
    other = world.user()
    activity = activities.personal(
        other, world.channel.service, channelId="emulator", conversation={"id": "e|livechat"}
    )
    for version in ("1.0", "2.0"):
        activity["id"] = "em-" + version
        answer = world.post(activity, entra(version=version)(world))
        expect(answer.status == 200, "version %s: %d", version, answer.status)
        world.replies(activity)
    rows = world.rows("SELECT DISTINCT user FROM inbox WHERE conversation LIKE '%livechat'")
    expect(rows == [("drift1",)], "speaks as %r", rows)


def _caller(world):
    """A listed bot is believed by its token, and not believed to be anybody."""
    user = world.user()
    activity = activities.personal(user, world.channel.service)
    answer = world.post(activity, entra(tenant=TENANT, application=CALLER)(world))
    expect(answer.status == 200, "answered %d", answer.status)


def _publish_foreign(world):
    issuer = "https://login.microsoftonline.com/%s/v2.0" % OTHER_TENANT
    world.channel.entra_keys.append((key("foreign"), issuer))


def _rotation(make_world):
    """A new key of the channel's is found at once; what strangers call their keys fetches nothing."""
    world = make_world()
    world.start()
    user = world.user()
    before = world.say(user)
    world.replies(before)
    world.channel.channel_keys.append((key("rotated"), ["msteams"]))
    fetched = world.channel.metadata_requests
    after = activities.personal(user, world.channel.service)
    answer = world.post(after, key("rotated").token(world.claims()))
    expect(answer.status == 200, "the new key: %d", answer.status)
    world.replies(after)
    expect(world.channel.metadata_requests == fetched + 1, "not fetched once")
    for number in range(30):
        kid = {"kid": "stranger-%d" % number}
        token = key("attacker").token(world.claims(), kid)
        answer = world.post(activities.personal(user, world.channel.service), token)
        expect(answer.status == 401, "a stranger's key: %d", answer.status)
    expect(world.channel.metadata_requests <= fetched + 1, "fetched for strangers")
    expect(world.stop() == 0, "did not stop in order")


def _no_keys(make_world):
    """Keys that cannot be had: 401, and all is well once they can."""
    world = make_world({"log.level": "info"})
    keys, world.channel.channel_keys = world.channel.channel_keys, []
    world.start()
    activity = activities.personal(world.user(), world.channel.service)
    expect(world.post(activity).status == 401, "believed without keys")
    world.channel.channel_keys = keys
    end = time.monotonic() + 14
    while time.monotonic() < end and world.post(activity).status != 200:
        time.sleep(0.5)
    world.replies(activity)
    expect(world.stop() == 0, "did not stop in order")


GROUPS = [
    Group(
        "forged tokens",
        [(name, partial(_refused, make=make)) for name, make in FORGED]
        + [("header: " + name, partial(_refused, fields=fields)) for name, fields in FIELDS]
        + [(name, partial(_believed, make=make)) for name, make in TRUE],
        {"access.tenantPerMinute": 100000},
        prepare=_publish,
    ),
    Group(
        "tokens of Entra",
        [(name, partial(_refused, make=make)) for name, make in FORGED_ENTRA]
        + [("the Emulator", _emulator), ("a listed caller", _caller)],
        {
            "bot.emulator.enabled": "true",
            "bot.emulator.user": "drift1",
            "bot.callers": CALLER,
        },
        prepare=_publish_foreign,
    ),
    Group(
        "keys of the channel",
        [("rotation", _rotation), ("outage", _no_keys)],
        makes_worlds=True,
    ),
]
