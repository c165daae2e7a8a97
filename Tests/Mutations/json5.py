"""Reads JSON5 (https://spec.json5.org) into Python values: what the files of the towns use of it."""

import json
import re

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)"""
    r"""|(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
    r"""|(?P<mark>[{}\[\]:,])"""
    r"""|(?P<word>[^\s{}\[\]:,"']+)""",
    re.S,
)
WORDS = {"true": True, "false": False, "null": None}


def loads(text: str):
    tokens = [match for match in TOKEN.finditer(text) if match.lastgroup != "space"]
    value, end = _value(tokens, 0)
    if end != len(tokens):
        raise ValueError(f"something follows the value: {tokens[end].group()}")
    return value


def _value(tokens, at):
    token = tokens[at]
    if token.group() == "{":
        return _object(tokens, at + 1)
    if token.group() == "[":
        return _list(tokens, at + 1)
    return _scalar(token), at + 1


def _object(tokens, at):
    members = {}
    while tokens[at].group() != "}":
        key = _text(tokens[at])
        members[key], at = _value(tokens, at + 2)
        at = _after_comma(tokens, at)
    return members, at + 1


def _list(tokens, at):
    elements = []
    while tokens[at].group() != "]":
        element, at = _value(tokens, at)
        elements.append(element)
        at = _after_comma(tokens, at)
    return elements, at + 1


def _after_comma(tokens, at):
    return at + 1 if tokens[at].group() == "," else at


def _scalar(token):
    if token.lastgroup == "string":
        return _text(token)
    word = token.group()
    return WORDS[word] if word in WORDS else json.loads(word)


def _text(token):
    text = token.group()
    if text[0] == "'":
        text = '"' + text[1:-1].replace('"', '\\"').replace("\\'", "'") + '"'
    return json.loads(text) if text[0] == '"' else text
