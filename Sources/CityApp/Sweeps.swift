import CityDomain
import CityKit

/// What is forgotten once its time is over.
struct Sweeps: Sendable {
    let drafts: any DraftStore
    let photos: SweepPhotos
    let followers: SweepFollowers
    let supporters: SweepSupporters
    let residents: SweepResidents
    let identities: SweepIdentities
    let farewells: SweepFarewells
    let erasures: FinishErasures
    let throttle: Throttle
    let requests: SweepRequests
    let retention: RunRetention
    let secondAccounts: FindSecondAccounts
    let substitutions: any SubstitutionStore
    let asides: ReleaseAside
    let recipients: SweepRecipients
    let setUpTown: SetUpTown
    let towns: TownCache

    /// Days after which nobody has to know any more who was away.
    private static let substitutionsKept = 30

    var jobs: [Schedule.Job] { ofPeople + ofTown }

    private var ofPeople: [Schedule.Job] {
        [
            Schedule.Job(name: "remove expired drafts", every: .minutes(10)) { now in
                while try await drafts.sweep(limit: 1_000, at: now) == 1_000 {}
            },
            Schedule.Job(name: "forget failed attempts of yesterday", every: .hours(1)) { now in
                try await throttle.sweep(at: now)
            },
            Schedule.Job(name: "remove photos that nobody sent", every: .minutes(10)) { now in
                try await photos.expired(at: now)
            },
            Schedule.Job(name: "erase followers who never answered", every: .minutes(10)) { now in
                try await followers(at: now)
                try await supporters(at: now)
            },
            Schedule.Job(name: "forget registrations nobody answered, and old sessions", every: .minutes(10)) { now in
                try await residents(at: now)
                try await identities(at: now)
            },
            Schedule.Job(name: "forget old codes of recipients, and devices that come no more", every: .hours(1)) {
                now in
                try await recipients(at: now)
            },
            Schedule.Job(name: "look for second accounts of one person", every: .minutes(10)) { now in
                for town in towns.all where town.accounts != nil { try await secondAccounts(in: town, at: now) }
            },
            Schedule.Job(name: "forget addresses of last letters", every: .minutes(10)) { now in
                try await farewells(at: now)
            },
            Schedule.Job(name: "complete erasures that failed half-way", every: .minutes(10)) { now in
                try await erasures(.sent, by: .command("ratusz serve"), at: now)
            },
        ]
    }

    private var ofTown: [Schedule.Job] {
        [
            Schedule.Job(name: "forget answers to requests of yesterday", every: .hours(1)) { now in
                try await requests(at: now)
            },
            Schedule.Job(name: "forget links to make a town, with what was typed", every: .minutes(10)) { now in
                try await setUpTown.sweep(at: now)
            },
            Schedule.Job(name: "forget where reports came from, and who is on watch no more", every: .minutes(10)) {
                now in
                for town in towns.all { try await asides.forget(in: town, at: now) }
            },
            Schedule.Job(name: "forget who was away a month ago", every: .hours(24)) { now in
                for town in towns.all {
                    let day = town.clock.date(of: now) - Self.substitutionsKept
                    try await substitutions.forget(endedBefore: day, in: town.id)
                }
            },
            Schedule.Job(name: "discard what the towns keep no longer", every: .hours(24)) { now in
                for town in towns.all { try await retention(in: town, by: .command("ratusz serve"), at: now) }
            },
            Schedule.Job(name: "remove files of no photo", every: .hours(24)) { now in try await photos.orphans(at: now)
            },
        ]
    }
}
