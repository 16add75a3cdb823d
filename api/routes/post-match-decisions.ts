import type { Database } from '../../db/connect.ts';
import { decideMatches } from '../../db/matches/decide-matches.ts';
import { previewMatches } from '../../db/matches/preview-matches.ts';
import { choiceWarnings } from '../../rules/matching/choice-lines.ts';
import { writer } from '../access.ts';
import { matchWishes } from '../match-wishes.ts';
import { body, json, route } from '../route.ts';
import { matchDecided, matchDeciding } from '../shapes/match-decision.ts';

export const postMatchDecisions = (db: Database) =>
  route(
    {
      method: 'post',
      path: '/v1/match-decisions',
      operationId: 'decideMatches',
      tags: ['Matching'],
      summary: 'Decide on source organizations and devices, up to 1,000 at once',
      description:
        'With `preview` it answers exactly what would be done. Without, what fits is stored as one decision and carried out by a workflow, in order; what does not fit is refused item by item, and never stops the rest.',
      request: body(matchDeciding),
      responses: {
        200: json(matchDecided, 'What would be done, or nothing that fits; nothing was stored'),
        202: json(matchDecided, 'Stored; it is carried out from here on'),
      },
    },
    async (c) => {
      const acting = writer(c);
      const { items, preview, why } = c.req.valid('json');
      const wishes = matchWishes(items);
      const warnings = choiceWarnings(wishes.map(({ choice }) => choice));
      if (preview) {
        const tried = await previewMatches(db, acting, wishes);
        const refused = tried.flatMap(({ refusal, ...one }) =>
          refusal === null ? [] : [{ ...one, ...refusal }],
        );
        const answer = { decisionId: null, refused, warnings, items: tried };
        return c.json(matchDecided.parse(answer), 200);
      }
      const decided = await decideMatches(db, acting, wishes, why);
      const answer = matchDecided.parse({ ...decided, warnings, items: [] });
      return c.json(answer, answer.decisionId === null ? 200 : 202);
    },
  );
