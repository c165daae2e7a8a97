public import CityKit

/// Lets each letter be written by who knows its recipient, where the recipient allows it.
public struct LettersByRecipient: DeliveryLetters {
    private let gate: LetterGate
    private let reporters: ReportLetters
    private let joined: JoinedLetters
    private let followers: FollowerLetters
    private let supporters: SupporterLetters
    private let residents: ResidentLetters
    private let farewells: FarewellLetters
    private let rights: RightsLetters
    private let complaints: ComplaintLetters
    private let comments: CommentLetters
    private let commissions: CommissionLetters
    private let invitations: InvitationLetters
    private let notices: NoticeLetters
    private let digests: DigestLetters
    private let recipients: RecipientLetters

    public init(
        gate: LetterGate,
        reporters: ReportLetters,
        joined: JoinedLetters,
        followers: FollowerLetters,
        supporters: SupporterLetters,
        residents: ResidentLetters,
        farewells: FarewellLetters,
        rights: RightsLetters,
        complaints: ComplaintLetters,
        comments: CommentLetters,
        commissions: CommissionLetters,
        invitations: InvitationLetters,
        notices: NoticeLetters,
        digests: DigestLetters,
        recipients: RecipientLetters
    ) {
        self.gate = gate
        self.reporters = reporters
        self.joined = joined
        self.followers = followers
        self.supporters = supporters
        self.residents = residents
        self.farewells = farewells
        self.rights = rights
        self.complaints = complaints
        self.comments = comments
        self.commissions = commissions
        self.invitations = invitations
        self.notices = notices
        self.digests = digests
        self.recipients = recipients
    }

    public func letter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard try await gate.admits(delivery) else { return nil }
        return switch delivery.recipient {
        case .reporter: try await reporterLetter(for: delivery, at: now)
        case .follower: try await followers.letter(for: delivery, at: now)
        case .supporter: try await supporters.letter(for: delivery, at: now)
        case .account: try await accountLetter(for: delivery, at: now)
        case .registered: try await recipients.letter(for: delivery, at: now)
        case .webhook: nil
        }
    }

    private func reporterLetter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        guard case .leading(let leading, let sequence) = delivery.message else {
            return try await reporters.letter(for: delivery, at: now)
        }
        return try await joined.letter(for: delivery, about: leading, line: sequence, at: now)
    }

    private func accountLetter(for delivery: Delivery, at now: Instant) async throws -> EmailMessage? {
        switch delivery.subject {
        case .farewell: try await farewells.letter(for: delivery, at: now)
        case .right: try await rights.letter(for: delivery, at: now)
        case .complaint: try await complaints.letter(for: delivery, at: now)
        case .comment: try await comments.letter(for: delivery, at: now)
        case .commission: try await commissions.letter(for: delivery, at: now)
        case .invitation: try await invitations.letter(for: delivery, at: now)
        case .notice: try await notices.letter(for: delivery, at: now)
        case .digest: try await digests.letter(for: delivery, at: now)
        case .account, .report, .recipientCode: try await residents.letter(for: delivery, at: now)
        }
    }
}
