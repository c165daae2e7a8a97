import CityKit
import CityTestSupport
import Testing

@testable import CityDomain
@testable import CityStorage

/// What of contractors and their work stands in the database, and how it goes.
@Suite struct SealedCommissionTests {
    @Test("Who a contractor is and what was said stand nowhere in the open", arguments: Engine.available)
    func sealed(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            let firm = try await hall.contractor(in: town)
            let id = try await hall.commission(firm, on: number, in: town)
            try await hall.answerCommission(.ask, hall.link(id, in: town), words: "Od której strony?")
            let cells = try await database.town(town.id).read { transaction in
                let details = try transaction.query("SELECT details FROM contractors WHERE municipality = {town}")
                let words = try transaction.query(
                    "SELECT words FROM commission_lines WHERE municipality = {town} AND words IS NOT NULL"
                )
                return try details.map { try $0.blob("details") } + words.map { try $0.blob("words") }
            }
            #expect(cells.count == 3)
            for planted in ["Zmyślone", "zmyslone-drogi", "NIP 000", "załatać", "strony"] {
                #expect(cells.allSatisfy { !String(decoding: $0, as: UTF8.self).contains(planted) }, "\(planted)")
            }
        }
    }

    @Test("With the report goes what was given away of it, and the keys of photos", arguments: Engine.available)
    func discarded(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("demo")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            let (id, photo) = try await hall.doneWork(of: try await hall.contractor(in: town), on: number, in: town)
            let report = try await hall.readReport.unseen(number, in: town).report.id
            try await database.town(town.id).write { try $0.discardCommissions(of: report) }
            #expect(try await hall.commissions.commission(id, in: town.id) == nil)
            let left = try await database.town(town.id).read { transaction in
                try transaction.query("SELECT owner FROM data_keys WHERE municipality = {town} AND owner = ?", photo)
                    .count
                    + transaction.query("SELECT id FROM deliveries WHERE municipality = {town} AND subject = ?", id)
                    .count
                    + transaction.query("SELECT id FROM commission_lines WHERE municipality = {town}").count
                    + transaction.query("SELECT id FROM report_photos WHERE municipality = {town} AND id = ?", photo)
                    .count
            }
            #expect(left == 0)
        }
    }
}
