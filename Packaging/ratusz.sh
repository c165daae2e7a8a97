#!/bin/sh
# `ratusz` as it is typed: short commands find the town hall of this machine by its settings.
if [ -z "${RATUSZ_CONFIG:-}" ] && [ -r /etc/ratusz/ratusz.json5 ]; then
    export RATUSZ_CONFIG=/etc/ratusz/ratusz.json5
fi
exec /usr/lib/ratusz/bin/ratusz "$@"
