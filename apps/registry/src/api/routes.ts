import type { z } from 'zod';
import { bodyLimits } from './fair-use.ts';
import type { Question } from './question.ts';
import {
  assemble,
  listAllDatasets,
  listWorksFor,
  readADataset,
  readDatasetItems,
  survey,
} from './questions/datasets.ts';
import {
  cosignStates,
  makeState,
  readConsistency,
  readFirstStateAfter,
  readInclusion,
  readOverview,
  readStateNote,
  readTrust,
} from './questions/log.ts';
import { publishStatement } from './questions/publish.ts';
import {
  listStatements,
  readAnIdentity,
  readStatement,
  readStatementById,
  readStatementLine,
  readStatementLines,
} from './questions/statements.ts';
import {
  listVersions,
  publishSpecification,
  readAProfile,
  readASpecification,
  readChanges,
} from './questions/versions.ts';
import { explain, lookUp, readAWork } from './questions/works.ts';

/** Below this everything is described by `/api/v1/openapi.json`. What is there keeps its meaning; what changes moves to `v2`. */
export const apiPath = '/api/v1';

/** A question under an address of its own: `{member}` in the path, the other members in the query or in a JSON body. */
export interface Route {
  readonly name: string;
  readonly about: 'Statements' | 'Works' | 'Identities' | 'Datasets' | 'Log';
  readonly method: 'get' | 'post';
  readonly path: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- each has its own; a route only carries it
  readonly question: Question<z.ZodObject, any>;
  /** Bytes of a body. */
  readonly most: number;
}

const route = <Input extends z.ZodObject, Answer extends z.ZodType>(
  name: string,
  about: Route['about'],
  method: Route['method'],
  path: string,
  question: Question<Input, Answer>,
  most: number = bodyLimits.question,
): Route => ({ name, about, method, path, question: question as unknown as Route['question'], most });

export const routes: readonly Route[] = [
  route('listStatements', 'Statements', 'get', '/statements', listStatements),
  route('publishStatement', 'Statements', 'post', '/statements', publishStatement, bodyLimits.publish),
  route('readStatement', 'Statements', 'get', '/statements/{id}', readStatementById),
  route('readEntry', 'Statements', 'get', '/entries/{index}', readStatement),
  route('readLines', 'Statements', 'get', '/entries/{index}/lines', readStatementLines),
  route('readLine', 'Statements', 'get', '/entries/{index}/lines/{leaf}', readStatementLine),
  route('readFirstStateAfter', 'Statements', 'get', '/statements/{id}/state', readFirstStateAfter),
  route('lookUpWorks', 'Works', 'post', '/works', lookUp),
  route('readWork', 'Works', 'get', '/works/{sha256}', readAWork),
  route('explainWork', 'Works', 'post', '/works/{sha256}/explanation', explain),
  route('readIdentity', 'Identities', 'get', '/identities/{identity}', readAnIdentity),
  route('listDatasets', 'Datasets', 'get', '/datasets', listAllDatasets),
  route('readDataset', 'Datasets', 'get', '/datasets/{release}', readADataset),
  route('readItems', 'Datasets', 'get', '/datasets/{release}/items', readDatasetItems),
  route('listVersions', 'Datasets', 'get', '/datasets/{release}/versions', listVersions),
  route('readChanges', 'Datasets', 'get', '/datasets/{release}/changes', readChanges),
  route('readProfile', 'Datasets', 'get', '/datasets/{release}/profile', readAProfile),
  route('readSpecification', 'Datasets', 'get', '/datasets/{release}/specification', readASpecification),
  route('publishSpecification', 'Datasets', 'post', '/datasets/{release}/specification', publishSpecification),
  route('survey', 'Datasets', 'post', '/surveys', survey),
  route('listWorksFor', 'Datasets', 'post', '/surveys/works', listWorksFor),
  route('assemble', 'Datasets', 'post', '/assemblies', assemble),
  route('readOverview', 'Log', 'get', '/overview', readOverview),
  route('readTrust', 'Log', 'get', '/trust', readTrust),
  route('makeState', 'Log', 'post', '/states', makeState),
  route('cosignStates', 'Log', 'post', '/states/cosignatures', cosignStates),
  route('readStateNote', 'Log', 'get', '/states/{index}/note', readStateNote),
  route('readInclusion', 'Log', 'get', '/log/inclusion', readInclusion),
  route('readConsistency', 'Log', 'get', '/log/consistency', readConsistency),
];

/** The members that a path holds. */
export const pathMembers = (path: string): string[] =>
  [...path.matchAll(/\{([a-z0-9A-Z]+)\}/g)].map(([, name]) => name!);
