import CityKit
import CityStorage
import CityTestSupport
import Testing

@testable import CityDomain

@Suite struct ConfirmEmailTests {
    private static let email = "zaneta.wymyslona@poczta.example"

    @Test("The token of the link confirms once, and says so when it comes again", arguments: Engine.available)
    func confirming(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let number = try await hall.submit(.personal(in: town), in: town).number
            let id = try await hall.readReport.unseen(number, in: town).report.id
            let token = hall.vault.confirmationToken(of: id, try EmailAddress(typed: Self.email), in: town.id)
            hall.clock.advance(.hours(1))
            #expect(try await hall.confirm(number, token, in: town))
            #expect(try await hall.readReport.unseen(number, in: town).emailConfirmedAt == .monday + .hours(1))
            hall.clock.advance(.hours(1))
            #expect(try await hall.confirm(number, token, in: town) == false)
            #expect(try await hall.readReport.unseen(number, in: town).emailConfirmedAt == .monday + .hours(1))
        }
    }

    @Test("No other token confirms: of another report, address or town, or made up", arguments: Engine.available)
    func refusing(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let (kielce, suprasl) = (try ProjectTown.named("kielce"), try ProjectTown.named("suprasl"))
            let hall = try TestTownHall(database, kielce, suprasl)
            let number = try await hall.submit(.personal(in: kielce), in: kielce).number
            let other = try await hall.submit(.personal(in: kielce), in: kielce).number
            let anonymous = try await hall.submit(in: kielce).number
            let id = try await hall.readReport.unseen(number, in: kielce).report.id
            let otherID = try await hall.readReport.unseen(other, in: kielce).report.id
            let email = try EmailAddress(typed: Self.email)
            let token = hall.vault.confirmationToken
            let right = token(id, email, kielce.id)
            let attempts: [(ReportNumber, Token, Municipality)] = [
                (number, token(otherID, email, kielce.id), kielce),
                (number, token(id, try EmailAddress(typed: "x@poczta.example"), kielce.id), kielce),
                (number, token(id, email, suprasl.id), kielce),
                (number, Token(from: hall.randomness), kielce), (other, right, kielce), (anonymous, right, kielce),
                (number, right, suprasl), (ReportNumber(year: 2026, sequence: 99), right, kielce),
            ]
            for (number, token, town) in attempts {
                await #expect(throws: ReportFailure.wrongSecret) {
                    try await hall.confirm(number, token, in: town)
                }
            }
            #expect(try await hall.readReport.unseen(number, in: kielce).emailConfirmedAt == nil)
        }
    }

    @Test("The link's token is not the secret of the report", arguments: Engine.available)
    func apart(_ engine: Engine) async throws {
        try await engine.withDatabase { database in
            let town = try ProjectTown.named("kielce")
            let hall = try TestTownHall(database, town)
            let receipt = try await hall.submit(.personal(in: town), in: town)
            let id = try await hall.readReport.unseen(receipt.number, in: town).report.id
            let token = hall.vault.confirmationToken(of: id, try EmailAddress(typed: Self.email), in: town.id)
            #expect(ReportSecret(typed: String(token.text.prefix(28))) != receipt.secret)
        }
    }
}
