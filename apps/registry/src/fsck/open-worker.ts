import { answerQuestions } from '../answer-questions.ts';
import { openEntry } from './open-entry.ts';

/** Opens what it is sent: decoding, shape and signatures, which is most of the work of a check. */
answerQuestions((entries: readonly Uint8Array[]) => Promise.all(entries.map(openEntry)));
