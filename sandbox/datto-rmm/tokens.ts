import type { Clock } from '../clock.ts';
import { emptyAnswer, htmlAnswer, jsonAnswer, type Answer } from '../http/answer.ts';
import type { Incoming } from '../http/call.ts';
import type { Random } from '../random.ts';
import type { Switches } from '../switches/switches.ts';
import type { DattoCredential } from './store.ts';

const publicClient = `Basic ${Buffer.from('public-client:public').toString('base64')}`;
const opaqueAlphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Issues and knows bearer tokens (datto-rmm.md 2). Several of one key are good at once. */
export class Tokens {
  readonly #issued = new Map<string, { credential: DattoCredential; untilMs: number }>();
  readonly #refresh = new Map<string, DattoCredential>();
  readonly #clock: Clock;
  readonly #switches: Switches;
  readonly #random: Random;

  constructor(clock: Clock, switches: Switches, random: Random) {
    this.#clock = clock;
    this.#switches = switches;
    this.#random = random.fork('tokens');
  }

  /** Whose token this is, or null if it was never issued, has run out or was expired. */
  holder(token: string): DattoCredential | null {
    const issued = this.#issued.get(token);
    return issued !== undefined && issued.untilMs > this.#clock.nowMs() ? issued.credential : null;
  }

  expire(token: string): void {
    this.#issued.delete(token);
  }

  /** Whose key a token request carries, right or wrong secret aside. */
  named(incoming: Incoming, credentials: readonly DattoCredential[]): DattoCredential | null {
    const key = new URLSearchParams(incoming.body).get('username');
    return credentials.find((credential) => credential.key === key) ?? null;
  }

  answer(incoming: Incoming, credentials: readonly DattoCredential[]): Answer {
    if (incoming.headers['authorization'] !== publicClient) {
      const status = Number(this.#switches.get('dattoRmm.wrongBasicClientStatus'));
      return this.#refuse(status, 'unauthorized', 'Full authentication is required');
    }
    const form = new URLSearchParams(incoming.body);
    if (
      incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true
    ) {
      return this.#refuse(400, 'invalid_request', 'Missing grant type');
    }
    switch (form.get('grant_type')) {
      case 'password': {
        const credential = this.named(incoming, credentials);
        if (credential !== null && credential.secret === form.get('password')) {
          return this.#issue(credential);
        }
        break;
      }
      case 'refresh_token': {
        const credential = this.#refresh.get(form.get('refresh_token') ?? '');
        if (
          this.#switches.get('dattoRmm.refreshGrant') === 'accepted' &&
          credential !== undefined
        ) {
          return this.#issue(credential);
        }
        break;
      }
      case null:
        return this.#refuse(400, 'invalid_request', 'Missing grant type');
      default:
        return this.#refuse(400, 'unsupported_grant_type', 'Unsupported grant type');
    }
    const status = Number(this.#switches.get('dattoRmm.tokenErrorStatus'));
    return this.#refuse(status, 'invalid_grant', 'Bad credentials');
  }

  #issue(credential: DattoCredential): Answer {
    const switches = this.#switches;
    const lifetimeSeconds = Number(switches.get('dattoRmm.tokenLifetimeSeconds'));
    const untilMs = this.#clock.nowMs() + lifetimeSeconds * 1000;
    const jti = this.#random.guid();
    const token =
      switches.get('dattoRmm.tokenForm') === 'opaque'
        ? this.#random.text(40, opaqueAlphabet)
        : this.#jwt({ exp: Math.floor(untilMs / 1000), jti, client_id: 'public-client' });
    const refreshToken = this.#random.text(48, opaqueAlphabet);
    this.#issued.set(token, { credential, untilMs });
    this.#refresh.set(refreshToken, credential);
    return jsonAnswer(200, {
      access_token: token,
      token_type: switches.get('dattoRmm.tokenTypeCase'),
      refresh_token: refreshToken,
      expires_in: lifetimeSeconds,
      ...(switches.get('dattoRmm.tokenScopeAndJti') === 'present' ? { scope: 'any', jti } : {}),
    });
  }

  #jwt(claims: Record<string, unknown>): string {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signature = Buffer.from(this.#random.hex(64), 'hex').toString('base64url');
    return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
  }

  #refuse(status: number, error: string, description: string): Answer {
    const answers = {
      oauth: jsonAnswer(status, { error, error_description: description }),
      html: htmlAnswer(status, description),
      empty: emptyAnswer(status),
    };
    return answers[this.#switches.get('dattoRmm.tokenErrorBody')];
  }
}
