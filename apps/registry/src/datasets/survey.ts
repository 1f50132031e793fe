import { candidatesIn, type CandidateWork, matches, type Survey, Surveyor, type WhatIf, whatIf } from '@assent/consent';
import { canonicalize, type Code, type Decision, type Match, type Purpose, type Trust } from '@assent/schema';
import type { Ledgers } from '../log/ledgers.ts';

/** What somebody looks at while choosing: works for a purpose, as a verifier would judge them. */
export interface Look {
  readonly purpose: Purpose;
  readonly match: Match;
  readonly trust: Trust;
}

export interface SurveyAnswer {
  /** As of the log's first so many entries, at a time. */
  readonly size: number;
  readonly at: number;
  readonly survey: Survey;
  /** What each single change of the purpose would gain or lose. */
  readonly whatIf: readonly WhatIf[];
}

/** A work in the list that a look gives. */
interface ListedWork {
  readonly sha256: string;
  readonly mime: string | undefined;
  readonly tags: readonly string[];
  readonly creator: string | undefined;
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly decision: Decision;
}

export interface WorksPage {
  readonly size: number;
  readonly at: number;
  /** Works in the whole list. */
  readonly total: number;
  readonly works: readonly ListedWork[];
}

/** The log that is looked at. */
interface Surveyed {
  readonly ledgers: Ledgers;
  size(): Promise<number>;
  /** Seconds. */
  now(): number;
}

interface Kept<T> {
  readonly size: number;
  readonly at: number;
  /** Under way, or done: whoever asks the same meanwhile waits for it. */
  readonly value: Promise<T>;
}

/** What lapses within this time, in seconds, is seen by the next look. */
const keepFor = 60;
/** Lists that somebody is scrolling through. */
const listsKept = 4;

/**
 * Answers looks from what was worked out for the one before, as long as the log has not grown and no minute has passed:
 * a changed purpose is then counted in a fraction of a second at a million works.
 */
export class SurveyDesk {
  readonly #registry: Surveyed;
  readonly #surveyors = new Map<string, Kept<Surveyor>>();
  readonly #lists = new Map<string, Kept<readonly CandidateWork[]>>();

  constructor(registry: Surveyed) {
    this.#registry = registry;
  }

  async survey({ purpose, match, trust }: Look): Promise<SurveyAnswer> {
    const { size, at, value } = await this.#keep(this.#surveyors, canonicalize(trust), 2, (moment) =>
      this.#registry.ledgers.use(moment.size, (ledger) => new Surveyor(ledger, trust, moment.at)),
    );
    const surveyor = await value;
    return { size, at, survey: surveyor.survey(purpose, match), whatIf: whatIf(surveyor, purpose, match) };
  }

  /** @param code those kept out for this reason; `undefined`: those that qualify. */
  async list(look: Look, code: Code | undefined, offset: number, limit: number): Promise<WorksPage> {
    const { purpose, match, trust } = look;
    const key = canonicalize([look, code ?? null]);
    const { size, at, value } = await this.#keep(this.#lists, key, listsKept, (moment) =>
      this.#registry.ledgers.use(moment.size, (ledger) =>
        candidatesIn(ledger, purpose, trust, moment.at).filter(({ decision, described }) => {
          const asked =
            code === undefined ? decision.verdict === 'allow' : decision.reasons.some((reason) => reason.code === code);
          return asked && (described === undefined ? match.people === 'any' : matches(match, described));
        }),
      ),
    );
    const all = await value;
    const works = all.slice(offset, offset + limit).map(({ sha256, described, decision }): ListedWork => ({
      sha256,
      mime: described?.description.mime,
      tags: described?.description.tags ?? [],
      creator: described?.description.creator,
      width: described?.width,
      height: described?.height,
      decision,
    }));
    return { size, at, total: all.length, works };
  }

  async #keep<T>(
    kept: Map<string, Kept<T>>,
    key: string,
    most: number,
    work: (moment: { size: number; at: number }) => Promise<T>,
  ): Promise<Kept<T>> {
    const size = await this.#registry.size();
    const now = this.#registry.now();
    const known = kept.get(key);
    if (known !== undefined && known.size === size && now - known.at < keepFor) return known;
    const value = work({ size, at: now });
    const made = { size, at: now, value };
    // What failed is not kept: whoever comes next tries again.
    value.catch(() => kept.get(key) === made && kept.delete(key));
    kept.delete(key);
    kept.set(key, made);
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break;
      kept.delete(oldest);
    }
    return made;
  }
}
