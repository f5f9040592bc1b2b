import { SecretMarkers } from './secret-markers';

describe('secret markers', () => {
  const marks = new SecretMarkers();
  const mark = marks.create('password');

  it.each([
    ['unchanged', mark],
    ['in a Secret', Buffer.from(mark).toString('base64')],
    ['inside of base64', Buffer.from(`{"user":"${mark}"}`).toString('base64')],
    ['in hexadecimal digits', Buffer.from(mark).toString('hex')],
  ])('are found %s', (_, text) => {
    expect(marks.findIn([{ where: 'a log', text: `before ${text}` }])).toEqual([
      'password in a log',
    ]);
  });

  it('are not found in other text', () => {
    expect(marks.findIn([{ where: 'a log', text: 'mark-password' }])).toEqual(
      [],
    );
  });
});
