import { and, matches, number, or, text } from '#libs/match/condition.ts';

const LOGIN_PATH =
  '^/(api/(v[0-9]/)?)?(log-?in|sign-?in|auth|sessions?|oauth/token|users/sign_in|(account|accounts|user|users|admin)/login)/?$';

/** A login that failed. Most programs tell by the status; WordPress answers with the form again. */
export const FAILED_LOGIN = and(
  text('method', 'is', 'POST'),
  or(
    and(number('status', 'in', 401, 403, 422), matches('path_decoded', LOGIN_PATH)),
    and(number('status', 'in', 200, 403), text('path_decoded', 'endsWith', '/wp-login.php')),
  ),
);
