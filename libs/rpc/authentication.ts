/** Who calls, and whether he may: the one place where that is decided, before any handler sees a call. */
import { WeirError } from '../errors/weir-error.ts';
import { type Role, rolesFor } from './roles.ts';

/** Who calls: the name and role of his token. */
export interface Identity {
  /** Empty when he has shown none. */
  readonly name: string;
  readonly role: Role;
}

export interface AuthenticationOptions {
  /** Whose a token is; undefined when nobody has it. */
  readonly find: (token: string) => Identity | undefined;
  /** What a caller may do who shows no token: nothing when undefined. */
  readonly anonymous: Role | undefined;
  readonly onDenied: () => void;
}

export class Authentication {
  readonly #options: AuthenticationOptions;

  constructor(options: AuthenticationOptions) {
    this.#options = options;
  }

  /**
   * @param path of the method, `/weir.v1.Decisions/List`
   * @param authorization as the caller sent it, `Bearer TOKEN`; empty when he sent nothing
   * @throws WeirError `unauthenticated` when nobody knows who calls, `denied` when he may not
   */
  admit(path: string, authorization: string): Identity {
    const roles = rolesFor(path);
    const token = authorization.replace(/^Bearer /, '');
    const identity = token === '' ? this.#anonymous(roles) : this.#options.find(token);
    if (identity && roles.includes(identity.role)) return identity;
    this.#options.onDenied();
    if (!identity) {
      const what = token === '' ? 'this call needs a token' : 'this token is not known here';
      throw new WeirError('unauthenticated', `${what}; ${howToGet(roles)}`);
    }
    const { name, role } = identity;
    const method = path.slice(path.lastIndexOf('.') + 1);
    throw new WeirError('denied', `token ${name} (${role}) may not call ${method}; ${howToGet(roles)}`);
  }

  /** Whoever shows nothing and may not is asked who he is. */
  #anonymous(roles: readonly Role[]): Identity | undefined {
    const { anonymous } = this.#options;
    return anonymous !== undefined && roles.includes(anonymous) ? { name: '', role: anonymous } : undefined;
  }
}

function howToGet(roles: readonly Role[]): string {
  if (roles.length === 0) return 'nobody may call it: it has no role';
  return `it takes one of role ${roles.join(' or ')}: weir tokens add NAME --role ${roles[0]}, where the decision service runs, makes one, and --token-file or WEIR_TOKEN_FILE names its file`;
}
