"""All groups of checks, the longest first."""

import os

import access
import conversations
import failures
import kinds
import operation
import order
import proactive
import responses
import restarts
import rollover
import spoilt
import tokens
import webhook
from world import World

_MODULES = [
    rollover,
    restarts,
    operation,
    failures,
    spoilt,
    tokens,
    kinds,
    conversations,
    responses,
    access,
    order,
    proactive,
    webhook,
]
GROUPS = [group for module in _MODULES for group in module.GROUPS]


def learn(content, folder):
    """Has the model learned, once for all."""
    place = os.path.join(folder, "learning")
    os.makedirs(place)
    world = World(content, place)
    try:
        world.start()
        world.stop()
    finally:
        world.close()
