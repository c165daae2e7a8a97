#!/bin/sh
# `ratusz` as it is typed: short commands find the town hall of this machine by its settings.
if [ -z "${RATUSZ_CONFIG:-}" ] && [ -r /etc/ratusz/ratusz.conf ]; then
    export RATUSZ_CONFIG=/etc/ratusz/ratusz.conf
fi
exec /usr/lib/ratusz/bin/ratusz "$@"
