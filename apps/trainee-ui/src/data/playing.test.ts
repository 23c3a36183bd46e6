// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { playAgain, takeSeatFromAddress } from './playing.ts';
import { readSeat } from './seat.ts';

const seat = { seatId: 's', token: 't', drillId: 'd1', eventId: 'e', name: 'Author', role: 'host' };
const encoded = Buffer.from(JSON.stringify(seat)).toString('base64url');

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('a seat in the address', () => {
  it('is taken, and no longer shown', () => {
    history.replaceState(null, '', `/drill/d1?w=1#play=${encoded}`);
    takeSeatFromAddress();
    expect(readSeat('d1')).toEqual(seat);
    expect(location.pathname + location.search + location.hash).toBe('/drill/d1?w=1');
  });

  it('leaves any other address alone', () => {
    history.replaceState(null, '', '/drill/d1#pane');
    takeSeatFromAddress();
    expect(location.hash).toBe('#pane');
    expect(readSeat('d1')).toBeNull();
    expect(playAgain()).toBe(false);
  });
});
