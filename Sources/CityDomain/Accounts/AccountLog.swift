public import CityKit

/// Makes the lines of the log of an account.
struct AccountLog: Sendable {
    let vault: any Vault
    let randomness: any Randomness

    /// - Parameter place: nil where nobody's browser did it.
    func event(
        _ kind: AccountEvent.Kind,
        of resident: Resident,
        from place: SignInPlace?,
        in town: Municipality,
        at now: Instant
    ) throws -> AccountEvent {
        let id: ID<AccountEvent> = randomness.id(at: now)
        let slots = ResidentSlots(town: town.id, resident: resident.id)
        let key = try vault.key(resident.personKey, in: slots.personKey)
        return AccountEvent(
            id: id,
            resident: resident.id,
            kind: kind,
            at: now,
            place: try place.map { try key.seal($0, in: slots.place(of: id)) },
            keptUntil: town.logEnd(from: now)
        )
    }

    func event(_ kind: AccountEvent.Kind, of signed: SignInResident.Signed, in town: Municipality, at now: Instant)
        throws -> AccountEvent
    {
        try event(kind, of: signed.resident, from: signed.place, in: town, at: now)
    }
}

extension Municipality {
    /// How long a line of the log of an account is kept.
    public var keepsLogFor: Period { accounts?.log?.keptFor ?? AccountRules.Log.usually }

    /// The end of the last day of a line that is written now.
    func logEnd(from now: Instant) -> Instant {
        clock.end(of: keepsLogFor.end(from: clock.date(of: now), in: calendar))
    }
}
