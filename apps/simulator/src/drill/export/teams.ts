/** How other teams did with the same incident, once a host has opened that. */
import { type Comparison, dimensionLabels } from '@firedrill/protocol';
import { minutes, points, type Section } from './section.ts';

export function teamsOf({ open, teams, pending }: Comparison): Section {
  const dims = [...new Set(teams.flatMap(({ dimensions }) => dimensions.map(({ dim }) => dim)))].sort();
  return {
    title: 'Beside other teams',
    paragraphs: open && pending > 0 ? [`Not in it: ${pending} whose debrief is still being worked out.`] : [],
    table: {
      head: ['Team', 'Points', ...dims.map((dim) => dimensionLabels[dim]), 'Rubric', 'First hypothesis', 'Left'],
      rows: teams.map((team) => [
        team.own ? `${team.teamName} (you)` : team.teamName,
        `${points(team.total)}${team.passed ? ', passed' : ''}`,
        ...dims.map((dim) => {
          const found = team.dimensions.find((one) => one.dim === dim);
          return found ? points(found.got) : dim === 'H' ? 'none taken' : 'not scored';
        }),
        team.rubricVersion,
        team.lockedMs === null ? 'none' : minutes(team.lockedMs),
        `${team.left} of ${team.rivals}`,
      ]),
    },
  };
}
