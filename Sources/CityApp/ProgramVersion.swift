/// The version of the program: `year.number`, as CHANGELOG.md has it.
public enum ProgramVersion {
    public static let current = "2026.1"
}
