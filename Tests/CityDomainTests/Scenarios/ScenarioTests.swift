import CityDomain
import CityKit
import CityTestSupport
import Testing

/// Every story of every town, step by step, by the rules in the town's own files.
@Suite struct ScenarioTests {
    @Test(
        "Every town's stories come out as its regulation says",
        arguments: try TownFolder.all.flatMap { try $0.stories }
    )
    func story(_ story: Story) throws {
        let town = try story.folder.municipality()
        var run = ScenarioRun(in: town)
        for (index, step) in story.scenario.steps.enumerated() {
            for mismatch in run.take(step) {
                Issue.record("\(story), step \(index + 1) (\(step.tells)): \(mismatch)")
            }
        }
        story.attachClauses()
    }

    @Test("Every town with rules for reports tells at least one story", arguments: try TownFolder.all)
    func everyTownTellsAStory(folder: TownFolder) throws {
        let takesReports = try folder.municipality().profile.modules.contains(.reports)
        #expect(try folder.stories.isEmpty == !takesReports)
    }
}
