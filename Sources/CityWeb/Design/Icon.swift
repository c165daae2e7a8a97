import CityKit

/// A sign of `Assets/icons.svg`. It is decoration: the word beside it says the same.
enum Icon: String, CaseIterable, Component {
    case report, list, map, bell, bus, bin, card, calendar, shield, news, search, locate, camera, user, check, back
    case next, clock, warning, info, lock, unlock, chat, link, download, phone, filter, eye, home, water, send, plus
    case cross, forward, merge, mobile, mail, lamp, road, tree, playground, more, letter, print, copy, edit, people
    case power, heat, flag, document, signOut = "sign-out", menu, language, settings, car, snow, graffiti, stats

    var html: HTML { Icon.svg(named: rawValue, style: "icon") }

    static func svg(named name: String, style: String) -> HTML {
        // Width and height hold the size where no style sheet is read.
        """
        <svg class="\(style)" width="24" height="24" aria-hidden="true" focusable="false">\
        <use href="\(Asset.address("icons.svg"))#\(name)"/></svg>
        """
    }
}
