import CityDomain
import CityStorage
import CityWeb

/// How the office works on reports.
extension Composition {
    var caseworkUseCases: CaseworkUseCases {
        CaseworkUseCases(
            inbox: reportInbox,
            search: SearchCases(
                cases: cases,
                reports: reports,
                entries: SQLPublicReportStore(database: foundations.database),
                vault: vault,
                audit: audit
            ),
            work: workOnCase,
            notes: keepNotes,
            units: askUnits,
            giveBack: returnCase,
            split: splitReport,
            abuse: abuseUseCases,
            contractors: contractorUseCases,
            views: KeepInboxViews(cases: cases, vault: vault, randomness: foundations.randomness),
            substitutions: ArrangeSubstitution(
                substitutions: substitutions,
                staff: staff,
                vault: vault,
                randomness: foundations.randomness,
                audit: audit
            ),
            digests: ChooseDigest(digests: digests),
            templates: KeepTemplates(
                store: SQLTemplateStore(database: foundations.database),
                randomness: foundations.randomness,
                audit: audit
            ),
            tryRouting: TryRouting(store: SQLRoutingStore(database: foundations.database), vault: vault),
            file: fileCase,
            findHints: foundations.hints
        )
    }

    private var fileCase: FileCase {
        FileCase(
            read: readReport,
            work: workOnCase,
            notes: keepNotes,
            photos: readPhotos,
            ratings: rateHandling,
            thread: readThread,
            vault: vault
        )
    }

    var readReport: ReadReport {
        ReadReport(reports: reports, attempts: accounts, vault: vault, audit: audit)
    }

    private var workOnCase: WorkOnCase {
        WorkOnCase(
            cases: cases,
            substitutions: substitutions,
            reports: reports,
            staff: staff,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    private var keepNotes: KeepNotes {
        KeepNotes(
            cases: cases,
            reports: reports,
            files: files,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    private var askUnits: AskUnits {
        AskUnits(cases: cases, reports: reports, vault: vault, randomness: foundations.randomness, audit: audit)
    }

    private var returnCase: ReturnCase {
        ReturnCase(
            cases: cases,
            staff: staff,
            reports: reports,
            vault: vault,
            randomness: foundations.randomness,
            audit: audit
        )
    }

    var reportInbox: ReportInbox {
        ReportInbox(
            cases: cases,
            substitutions: substitutions,
            staff: staff,
            persons: countPersons,
            vault: vault,
            audit: audit
        )
    }

    var planDigests: PlanDigests {
        PlanDigests(
            digests: digests,
            compose: composeDigest,
            staff: staff,
            randomness: foundations.randomness
        )
    }

    var digestLetters: DigestLetters {
        DigestLetters(
            digests: digests,
            compose: composeDigest,
            staff: staff,
            vault: vault,
            towns: towns,
            addresses: foundations.settings.addresses,
            catalogue: foundations.catalogue
        )
    }

    private var composeDigest: ComposeDigest {
        ComposeDigest(digests: digests, substitutions: substitutions, staff: staff)
    }
    private var cases: SQLCaseworkStore { SQLCaseworkStore(database: foundations.database) }
    private var digests: SQLDigestStore { SQLDigestStore(database: foundations.database) }
    var substitutions: SQLSubstitutionStore { SQLSubstitutionStore(database: foundations.database) }
}
