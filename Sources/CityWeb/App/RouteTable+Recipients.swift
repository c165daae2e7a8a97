import CityDomain

extension RouteTable {
    /// Messages from the town: who gets them, and the register of those people.
    static let ofRecipients =
        lines(
            .everybody,
            """
            GET messages
            GET messages/register
            POST messages/register
            GET messages/code
            POST messages/code
            GET messages/code/again
            POST messages/code/again
            """
        )
        + lines(
            .recipient,
            """
            GET messages/data
            POST messages/data
            POST messages/choices
            POST messages/pause
            POST messages/resume
            POST messages/:channel/code
            POST messages/:channel/stop
            POST messages/:channel/start
            POST messages/devices/:device/remove
            GET messages/leave
            POST messages/leave
            """
        )
        + lines(
            .right(.manageRecipients),
            """
            GET office/recipients
            POST office/recipients
            GET office/recipients/new
            POST office/recipients/new
            GET office/recipients/:recipient
            GET office/recipients/:recipient/consent
            GET office/recipients/:recipient/data
            POST office/recipients/:recipient/data
            POST office/recipients/:recipient/hold
            POST office/recipients/:recipient/release
            POST office/recipients/:recipient/suspend
            POST office/recipients/:recipient/resume
            POST office/recipients/:recipient/sign
            POST office/recipients/:recipient/code
            POST office/recipients/:recipient/erase
            POST office/recipients/:recipient/devices/:device/remove
            """
        )
}
