import CityDomain
import CityKit

/// The files of open data described for programs: Frictionless Data Package 1.0.
struct DataPackage: Encodable {
    struct License: Encodable {
        let name: String
        let path: String
    }

    struct Resource: Encodable {
        let name: String
        let title: String
        let path: String
        let mediatype: String
        let encoding = "utf-8"
        /// Of the file that has the fields of `ExportField`.
        let schema: Schema?
    }

    struct Schema: Encodable {
        let fields: [Field]
        let primaryKey = "number"
    }

    struct Field: Encodable {
        let name: String
        let type: String
        let description: String
    }

    let profile = "data-package"
    let name: String
    let title: String
    let description: String
    let homepage: String
    let licenses: [License]
    let resources: [Resource]

    init(_ openData: Profile.OpenData, _ visit: Visit) {
        let words = visit.words
        name = "\(visit.town.id)-reports"
        title = "\(words("reports.title")) – \(words(visit.town.profile.name))"
        description = words("openData.lead")
        homepage = visit.link("open-data")
        licenses = [License(name: openData.licence.rawValue, path: openData.licence.link)]
        resources = ExportFormat.allCases.map { Resource($0, visit) }
    }
}

extension DataPackage.Resource {
    fileprivate init(_ format: ExportFormat, _ visit: Visit) {
        let file = "reports.\(format.rawValue)"
        name = file.lowercased()
        title = visit.words(format.text)
        path = visit.link("open-data/\(file)")
        mediatype = String(format.mediaType.prefix { $0 != ";" })
        schema = format == .csv ? DataPackage.Schema(visit.words) : nil
    }
}

extension DataPackage.Schema {
    fileprivate init(_ words: Words) {
        fields = ExportField.allCases.map { field in
            DataPackage.Field(name: field.rawValue, type: field.type, description: words(field.meaning))
        }
    }
}
