import { answerQuestions } from '../answer-questions.ts';
import { openPage } from './open-page.ts';

answerQuestions(openPage);
