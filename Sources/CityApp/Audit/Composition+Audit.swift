import CityDomain
import CityVault

extension Composition {
    var readAudit: ReadAudit {
        ReadAudit(store: auditStore, staff: staff, vault: foundations.vault, audit: audit)
    }
    var linkAudit: LinkAudit { LinkAudit(store: auditStore, digest: SodiumAuditDigest()) }
    var verifyAudit: VerifyAudit {
        VerifyAudit(store: auditStore, digest: SodiumAuditDigest(), signer: auditSigner)
    }
    var auditSigner: SodiumAuditSigner { SodiumAuditSigner(vault) }

    var checkpointing: LoggedCheckpoint {
        LoggedCheckpoint(
            sign: SignCheckpoint(store: auditStore, signer: auditSigner, shelf: checkpoints),
            shelf: checkpoints,
            logger: logger
        )
    }

    /// Nil where the log is kept for good.
    var auditRetention: AuditRetention? {
        foundations.settings.auditYears.map { years in
            AuditRetention(
                years: years,
                discard: DiscardAudit(
                    store: auditStore,
                    digest: SodiumAuditDigest(),
                    signer: auditSigner,
                    audit: audit
                ),
                checkpoint: checkpointing
            )
        }
    }
}
