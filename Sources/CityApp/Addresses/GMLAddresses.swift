import CityDomain
import CityKit
import Foundation
import FoundationXML

/// Reads address points of the Polish register, as it gives them away: by the model of 2012 (PRG) and by that of 2021
/// (EMUiA, Journal of Laws 2021 item 1368), which has been the only one since 1 September 2026. Elements are known by their
/// names alone, since files of the two models, and tools that convert them, name their schemas differently.
enum GMLAddresses {
    /// - Throws: `AddressFileFault` for a file that is no XML or has no address points.
    static func read(_ path: String) throws -> ListedRows {
        guard let stream = InputStream(fileAtPath: path) else {
            throw AddressFileFault("\(path) cannot be read; is the path right and may you read it?")
        }
        let parser = XMLParser(stream: stream)
        parser.shouldResolveExternalEntities = false
        let reader = GMLReader()
        parser.delegate = reader
        guard parser.parse() else {
            let reason = parser.parserError?.localizedDescription ?? "it is no XML"
            throw AddressFileFault("\(path), line \(parser.lineNumber): the file is broken off or spoilt (\(reason))")
        }
        guard !reader.points.isEmpty else {
            throw AddressFileFault(
                "\(path) has no PRG_PunktAdresowy and no AD_PunktAdresowy; is it a file of addresses?"
            )
        }
        return ListedRows(reader.rows, system: reader.system)
    }
}

/// Gathers address points, and the settlements and streets that they name by reference.
private final class GMLReader: NSObject, XMLParserDelegate {
    /// An object of the file: the texts of its elements and what they refer to, by the name of the element.
    struct Entry {
        let line: Int
        var texts: [String: String] = [:]
        var references: [String] = []
    }

    private(set) var points: [Entry] = []
    private(set) var system: CoordinateSystem?
    private var named: [String: Entry] = [:]
    private var current: (element: String, id: String, entry: Entry)?
    private var text = ""

    private static let pointNames: Set<String> = ["PRG_PunktAdresowy", "AD_PunktAdresowy"]
    private static let otherNames: Set<String> = [
        "PRG_UlicaNazwa", "AD_UlicaPlac", "PRG_MiejscowoscNazwa", "AD_Miejscowosc",
    ]

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        let name = Self.local(name)
        text = ""
        if current == nil {
            guard Self.pointNames.contains(name) || Self.otherNames.contains(name) else { return }
            current = (name, attributes["gml:id"] ?? "", Entry(line: parser.lineNumber))
        } else if let reference = attributes["xlink:href"] {
            current?.entry.references.append(Self.end(of: reference))
        }
        if system == nil, let number = attributes["srsName"]?.firstMatch(of: /[0-9]+$/), let epsg = Int(number.output) {
            system = CoordinateSystem(epsg: epsg)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if current != nil { text += string }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard let object = current else { return }
        let name = Self.local(name)
        if name == object.element {
            if Self.pointNames.contains(name) { points.append(object.entry) } else { named[object.id] = object.entry }
            current = nil
        } else {
            let value = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if !value.isEmpty, object.entry.texts[name] == nil { current?.entry.texts[name] = value }
        }
        text = ""
    }

    /// Points whose version has ended are history.
    var rows: [AddressRow] { points.filter { $0.texts["koniecWersjiObiektu"] == nil }.map(row) }

    private func row(_ point: Entry) -> AddressRow {
        var row = AddressRow(line: point.line)
        let others = point.references.compactMap { named[$0] }
        let settlement = others.first { $0.texts["identyfikatorSIMC"] != nil || $0.isSettlement }
        let street = others.first { $0.isStreet }
        row.settlement[nil] = point.texts["miejscowosc"] ?? settlement?.texts["nazwa"] ?? ""
        row.settlementCode = settlement?.texts["identyfikatorSIMC"] ?? settlement?.texts["idTERYT"] ?? ""
        row.street[nil] = street?.streetName ?? point.texts["ulica"] ?? ""
        row.streetCode = street?.texts["identyfikatorULIC"] ?? street?.texts["idTERYT"] ?? ""
        row.number = point.texts["numerPorzadkowy"] ?? ""
        row.postalCode = point.texts["kodPocztowy"] ?? ""
        let position = (point.texts["pos"] ?? "").split(separator: " ").map(String.init)
        // The order of the axes in EPSG:2180: north first.
        if position.count >= 2 { (row.north, row.east) = (position[0], position[1]) }
        return row
    }

    private static func local(_ name: String) -> String {
        name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// “http://…/dane/PL.PZGIK.200.1” and “#PL.PZGIK.200.1” name the same object.
    private static func end(of reference: String) -> String {
        reference.lastIndex { $0 == "/" || $0 == "#" }.map { String(reference[reference.index(after: $0)...]) }
            ?? reference
    }
}

extension GMLReader.Entry {
    /// Streets say what they are called in parts, or have a code or a kind of their own.
    var isStreet: Bool {
        ["identyfikatorULIC", "nazwaPelna", "nazwaGlownaCzesc", "TERYTNazwa1"].contains { texts[$0] != nil }
    }

    var isSettlement: Bool { !isStreet && texts["nazwa"] != nil }

    var streetName: String? {
        if let whole = texts["nazwaPelna"] { return whole }
        let parts = ["przedrostek1Czesc", "przedrostek2Czesc", "nazwaCzesc", "nazwaGlownaCzesc"].compactMap {
            texts[$0]
        }
        if !parts.isEmpty { return parts.joined(separator: " ") }
        let teryt = ["TERYTNazwa2", "TERYTNazwa1"].compactMap { texts[$0] }
        return teryt.isEmpty ? nil : teryt.joined(separator: " ")
    }
}
