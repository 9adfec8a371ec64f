import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONDITIONS } from './answer-words.ts';
import { answerOfRecorded, recordedAnswer, type AnswerBody, type RecordedAnswer } from './answer.ts';
import { possibleAnswers } from './possible-answers.ts';

const offered = (...said: RecordedAnswer[]) =>
  possibleAnswers({ open: false, closed: false, answered: said, said });

describe('what somebody who was called can say', () => {
  it('is going, cannot or false alarm first, then that they are there, then how it is', () => {
    expect(offered().possible).toEqual(['going', 'cannot', 'false_alarm', 'arrived']);
    expect(offered('going').possible[0]).toBe('arrived');
    expect(offered('going', 'arrived')).toEqual({
      possible: ['outcome', 'false_alarm'],
      conditions: [...CONDITIONS],
    });
  });

  it('can be taken back by who cannot after all, and never goes back behind an arrival', () => {
    expect(offered('going').possible).toContain('cannot');
    expect(offered('cannot').possible[0]).toBe('going');
    expect(offered('arrived').possible).not.toContain('going');
  });

  it('can be that she needs help after all, and only what was not said yet', () => {
    expect(offered('arrived', 'outcome_well')).toEqual({
      possible: ['outcome'],
      conditions: ['needs_help', 'emergency_called'],
    });
  });

  it('is going again by a newer message, when nobody has it any more', () => {
    const again = { closed: false, answered: ['going'] as const, said: [] };
    expect(possibleAnswers({ ...again, open: true }).possible[0]).toBe('going');
    expect(possibleAnswers({ ...again, open: false }).possible[0]).toBe('arrived');
  });

  it('is nothing once the incident is closed, and never what the link has said', () => {
    const recorded = fc.constantFrom<RecordedAnswer>(
      'going',
      'cannot',
      'false_alarm',
      'arrived',
      'outcome_well',
      'outcome_needs_help',
      'outcome_emergency_called',
    );
    fc.assert(
      fc.property(fc.boolean(), fc.array(recorded), fc.array(recorded), (open, earlier, said) => {
        const answered = [...earlier, ...said];
        expect(possibleAnswers({ open, closed: true, answered, said })).toEqual({
          possible: [],
          conditions: [],
        });
        const { possible, conditions } = possibleAnswers({ open, closed: false, answered, said });
        for (const answer of possible) if (answer !== 'outcome') expect(said).not.toContain(answer);
        for (const condition of conditions) expect(said).not.toContain(`outcome_${condition}`);
        expect(possible.includes('outcome')).toBe(conditions.length > 0);
      }),
    );
  });

  it('is remembered in a form that can be read back', () => {
    const bodies: AnswerBody[] = [
      { answer: 'going' },
      ...CONDITIONS.map((condition) => ({ answer: 'outcome' as const, condition })),
    ];
    for (const body of bodies) expect(answerOfRecorded(recordedAnswer(body))).toEqual(body);
  });
});
