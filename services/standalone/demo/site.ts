/** The small site that the demonstration protects: pages, their images and styles, a search, and a login. */

/** The one password that is right. */
export const PASSWORD = 'correct horse battery staple';

/** Directives for `server { }` of nginx. */
export const SITE = `
location = / { default_type text/html; return 200 "<h1>Shop</h1>\\n"; }
location ~ ^/(products|articles)/[0-9]+$ { default_type text/html; return 200 "<h1>Page</h1>\\n"; }
location = /search { default_type text/html; return 200 "<h1>Results</h1>\\n"; }
location = /account { default_type text/html; return 200 "<h1>Your account</h1>\\n"; }
location /assets/ { default_type text/plain; return 200 "asset\\n"; }
location = /login {
  default_type text/html;
  content_by_lua_block {
    if ngx.req.get_method() ~= 'POST' then return ngx.say('<form method="post"></form>') end
    ngx.req.read_body()
    if (ngx.req.get_post_args(5) or {}).password == '${PASSWORD}' then return ngx.redirect('/account', 302) end
    ngx.status = 401
    ngx.say('Wrong password')
  }
}
location / { return 404 "There is no such page.\\n"; }
`;
