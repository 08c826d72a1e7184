#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""notifications.py FILE COMMAND…: shows notifications as a desktop would, by
appending a line of title and body to FILE, while COMMAND runs."""

import subprocess
import sys
import threading

from gi.repository import Gio, GLib

XML = """<node><interface name='org.freedesktop.Notifications'>
<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>
<arg type='s' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='as' direction='in'/>
<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>
<arg type='u' direction='out'/></method></interface></node>"""

file, command = sys.argv[1], sys.argv[2:]
loop = GLib.MainLoop()
status = 1


def answer(_connection, _sender, _path, _interface, _method, arguments, call):
    title, body = arguments.unpack()[3:5]
    with open(file, 'a', encoding='utf-8') as out:
        out.write(title + ' | ' + body.replace('\n', ' / ') + '\n')
    call.return_value(GLib.Variant('(u)', (1,)))


def run():
    global status
    status = subprocess.call(command)
    GLib.idle_add(loop.quit)


bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
bus.register_object('/org/freedesktop/Notifications',
                    Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0],
                    answer, None, None)
Gio.bus_own_name_on_connection(bus, 'org.freedesktop.Notifications', 0,
                               lambda *_: threading.Thread(target=run).start(),
                               None)
loop.run()
sys.exit(status)
