"""A group of checks, which share a Rakel."""

import dataclasses
import typing


@dataclasses.dataclass
class Group:
    name: str
    # Each a name and what does it, with a world, or with what makes worlds.
    checks: list
    settings: dict = dataclasses.field(default_factory=dict)
    workers: int = 8
    makes_worlds: bool = False
    # What is done with the world before Rakel starts.
    prepare: typing.Callable = lambda world: None
