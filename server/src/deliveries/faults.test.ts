import { backoff } from './backoff';
import { answerOf, faultOf } from './faults';

describe('the wait before a mail is tried again', () => {
  it('doubles with each try, up to an hour', () => {
    expect([1, 2, 3, 4].map((attempts) => backoff(attempts, 5_000))).toEqual([
      5_000, 10_000, 20_000, 40_000,
    ]);
    expect(backoff(24, 5_000)).toBe(3_600_000);
    expect(backoff(10_000, 5_000)).toBe(3_600_000);
  });
});

describe('what went wrong with a mail', () => {
  it.each([
    [{ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' }, 'address'],
    [{ code: 'EMESSAGE', responseCode: 554, command: 'DATA' }, 'address'],
    [{ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' }, 'mail'],
    [{ code: 'EAUTH', responseCode: 535, command: 'AUTH PLAIN' }, 'server'],
    [{ code: 'EDNS', command: 'CONN' }, 'server'],
    [{ code: 'ETLS', command: 'STARTTLS' }, 'server'],
    [new Error('a provider without codes'), 'mail'],
    [null, 'mail'],
  ])('%j concerns the %s', (error, fault) => {
    expect(faultOf(error)).toBe(fault);
  });

  it.each([
    { code: 'ECONNECTION', command: 'CONN', message: 'Connection closed unexpectedly' },
    { code: 'ESOCKET', command: 'CONN', message: 'connect ECONNREFUSED 127.0.0.1:25' },
    { code: 'ETIMEDOUT', command: 'CONN', message: 'Greeting never received' },
    { code: 'EPROTOCOL', command: 'CONN', responseCode: 421 },
    { message: 'Unexpected socket close' },
    { message: 'Reached maximum number of retries after connection was closed' },
  ])('%j may concern the server or the mail', (error) => {
    expect(faultOf(error)).toBe('lost');
  });

  it('is told in one line, in the words of the mail server where there are any', () => {
    expect(answerOf({ response: '550 5.1.1\r\n No such user', message: 'x' })).toBe(
      '550 5.1.1 No such user',
    );
    expect(answerOf(new Error('connect ECONNREFUSED'))).toBe('connect ECONNREFUSED');
    expect(answerOf('x'.repeat(2_000))).toHaveLength(500);
  });
});
