import { answerQuestions } from '../answer-questions.ts';
import { checkChunk } from './list-chunk.ts';

/** Checks chunks of lists, beside the thread that answers everybody else. */
answerQuestions(checkChunk);
