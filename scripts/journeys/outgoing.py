"""What a bot may send: Microsoft's own model of an activity, and what it leaves unsaid."""

import json
import re

from botbuilder.schema import Activity, ActivityTypes, ConversationParameters, InputHints

# BOTFRAMEWORK a.: a bot does not send these (A2004, A2031, A2041).
_never = {"id", "timestamp", "localTimestamp", "localTimezone", "serviceUrl", "callerId"}
_hints = {hint.value for hint in InputHints}
_types = {kind.value for kind in ActivityTypes}
_card = "application/vnd.microsoft.card.adaptive"
_segment = re.compile(r"[A-Za-z0-9._~%-]+\Z")
_most = 100 * 1024


def _empty(value, path=""):
    """Where an empty string stands (A2004), but in what a card holds, which has rules of its own."""
    if value == "":
        yield path
    if isinstance(value, dict):
        for name, member in value.items():
            if name not in ("content", "channelData"):
                yield from _empty(member, path + "." + name)
    if isinstance(value, list):
        for item in value:
            yield from _empty(item, path + "[]")


def _unknown(model, path=""):
    """The members that the SDK's model does not know."""
    for name in getattr(model, "additional_properties", None) or {}:
        yield path + "." + name
    for name in getattr(model, "_attribute_map", {}):
        value = getattr(model, name)
        for item in value if isinstance(value, list) else [value]:
            if hasattr(item, "_attribute_map"):
                yield from _unknown(item, path + "." + name)


def faults(body):
    """What is wrong with an activity that was sent."""
    found = []
    try:
        text = body.decode("utf-8")
        json_body = json.loads(text, object_pairs_hook=_pairs)
        activity = Activity.deserialize(json_body)
    except Exception as error:  # whatever the SDK raises is a finding
        return ["cannot be read: %r" % error]
    if len(text.encode("utf-16-le")) > _most:
        found.append("is %d bytes as UTF-16" % len(text.encode("utf-16-le")))
    if activity.type not in _types:
        found.append("type %r" % activity.type)
    found += ["unknown member %s" % name for name in _unknown(activity)]
    found += ["sends %s" % name for name in sorted(_never & set(json_body))]
    found += ["empty %s" % path for path in _empty(json_body)]
    if not (activity.conversation and activity.conversation.id):
        found.append("no conversation.id")
    for name, account in (("from", activity.from_property), ("recipient", activity.recipient)):
        if account and not account.id:
            found.append("%s without id" % name)
    if activity.type == "message":
        found += _message(activity)
    return found


def _message(activity):
    if not activity.text and not activity.attachments:
        yield "a message that says nothing"
    if activity.text and activity.attachments:
        yield "text and attachment in one activity"
    if activity.input_hint not in _hints:
        yield "inputHint %r" % activity.input_hint
    if activity.text and re.search(r"[\0-\x08\x0b\x0c\x0e-\x1f]", activity.text):
        yield "control characters"
    for attachment in activity.attachments or []:
        card = attachment.content
        if attachment.content_type != _card or not isinstance(card, dict):
            yield "attachment %r" % attachment.content_type
        elif card.get("type") != "AdaptiveCard" or not card.get("version"):
            yield "a card without type or version"
    suggested = activity.suggested_actions
    for action in suggested.actions if suggested else []:
        if action.type != "imBack":
            yield "suggestedActions %r" % action.type


def opening_faults(body):
    """What is wrong with the request to open a conversation."""
    try:
        opened = ConversationParameters.deserialize(json.loads(body))
    except Exception as error:
        return ["cannot be read: %r" % error]
    # The SDK's name is `tenantID`; on the wire it is `tenantId` (BOTFRAMEWORK a.).
    found = ["unknown member %s" % name for name in _unknown(opened) if name != ".tenantId"]
    if not (opened.bot and opened.bot.id):
        found.append("no bot.id")
    if len(opened.members or []) != 1:
        found.append("not one member")
    if opened.is_group:
        found.append("a group")
    return found


def path_faults(raw):
    """What is wrong with a path as it came."""
    return [
        "segment %r is not percent-encoded" % segment
        for segment in raw.split("/")[1:]
        if not _segment.match(segment)
    ]


def _pairs(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a member occurs twice")
    return dict(pairs)
