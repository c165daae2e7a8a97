public import CityDomain

/// What addresses for news of a report need: those of reporters, and those of everybody who follows one.
public struct EmailUseCases: Sendable {
    let give: GiveEmail
    let confirm: ConfirmEmail
    let follow: FollowReport

    public init(give: GiveEmail, confirm: ConfirmEmail, follow: FollowReport) {
        self.give = give
        self.confirm = confirm
        self.follow = follow
    }
}
