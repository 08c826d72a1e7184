# SPDX-License-Identifier: GPL-3.0-or-later
# Reads a message with Python's own parser and prints what it understood, one
# "name: value" a line; a defect that the parser found ends it with an error.
import sys
from email import message_from_bytes, policy

message = message_from_bytes(sys.stdin.buffer.read(), policy=policy.default)
out = []
defects = list(message.defects)
for name, value in message.items():
    defects += list(getattr(value, "defects", []))
    if hasattr(value, "addresses"):
        for address in value.addresses:
            out.append(f"{name}: {address.display_name}|{address.addr_spec}")
    else:
        out.append(f"{name}: {value}")
for part in message.walk():
    defects += list(part.defects)
    if part.get_content_maintype() == "text":
        out.append(f"{part.get_content_type()}: {part.get_content()!r}")
for line in out:
    sys.stdout.buffer.write(line.encode() + b"\n")
if defects:
    sys.exit(f"defects: {defects}")
