"""Docker official images: those under `docker.io/library`.

Rows with `env`, `workdir` and `users` were read in the image's own Dockerfile, in the repositories that
`docker-library/official-images` names; rows without give the publisher's documentation and claim no more.
A server that starts as root and only hands its requests to unprivileged workers (nginx, httpd, php-fpm)
keeps a root process, so it counts as root: `DROPS` holds those that give root up altogether.
"""

from __future__ import annotations

from dockwright.data.rows import BASH_ON_ALPINE, BASH_UNSURE, BUILD, Row

_JAVA = ("JAVA_HOME", "JAVA_VERSION", "LANG", "LANGUAGE", "LC_ALL")
_MAVEN = ("MAVEN_HOME", "MAVEN_CONFIG", "MAVEN_VERSION", "JAVA_TOOL_OPTIONS", *_JAVA)
_GRADLE = ("GRADLE_HOME", "GRADLE_VERSION", "JAVA_TOOL_OPTIONS", *_JAVA)
_TOMCAT = (
    *("CATALINA_HOME", "TOMCAT_NATIVE_LIBDIR", "LD_LIBRARY_PATH", "OPENSSL_VERSION", "GPG_KEYS", "TOMCAT_MAJOR"),
    *("TOMCAT_VERSION", "TOMCAT_SHA512", "TOMCAT_SHA1", "TOMCAT_TGZ_URLS", "TOMCAT_ASC_URLS", "TOMCAT_TGZ_URL", "TOMCAT_ASC_URL"),
    *("JAVA_TOOL_OPTIONS", "JAVA_DEBIAN_VERSION", *_JAVA),
)
_PYPI = (
    *("PYTHON_PIP_VERSION", "PYTHON_SETUPTOOLS_VERSION", "PYTHON_GET_PIP_URL", "PYTHON_GET_PIP_SHA256"),
    *("PYTHON_WHEEL_VERSION", "LANG"),
)
_PHP = (
    *("PHPIZE_DEPS", "PHP_INI_DIR", "APACHE_CONFDIR", "APACHE_ENVVARS", "PHP_CFLAGS", "PHP_CPPFLAGS", "PHP_LDFLAGS", "GPG_KEYS"),
    *("PHP_VERSION", "PHP_URL", "PHP_ASC_URL", "PHP_SHA256", "PHP_MD5", "PHP_EXTRA_CONFIGURE_ARGS", "PHP_EXTRA_BUILD_DEPS"),
)
_RUBY = (
    *("LANG", "RUBY_VERSION", "RUBY_MAJOR", "RUBY_DOWNLOAD_URL", "RUBY_DOWNLOAD_SHA256", "RUBYGEMS_VERSION", "BUNDLER_VERSION"),
    *("GEM_HOME", "BUNDLE_SILENCE_ROOT_WARNING", "BUNDLE_APP_CONFIG", "BUNDLE_PATH", "BUNDLE_BIN"),
)
_RABBITMQ = (
    *("ERLANG_INSTALL_PATH_PREFIX", "OPENSSL_INSTALL_PATH_PREFIX", "RABBITMQ_DATA_DIR", "RABBITMQ_VERSION", "RABBITMQ_HOME"),
    *("RABBITMQ_PGP_KEY_ID", "RABBITMQ_LOGS", "HOME", "LANG", "LANGUAGE", "LC_ALL"),
)
_SOLR = (
    *("SOLR_USER", "SOLR_UID", "SOLR_GROUP", "SOLR_GID", "SOLR_INCLUDE", "SOLR_HOME", "SOLR_PID_DIR", "SOLR_LOGS_DIR"),
    *("LOG4J_PROPS", "SOLR_JETTY_HOST", "SOLR_ZK_EMBEDDED_HOST", "SOLR_CLUSTER", "GOSU_VERSION", *_JAVA),
)
_SONAR = (
    *("DOCKER_RUNNING", "SONARQUBE_HOME", "SONAR_VERSION", "SQ_DATA_DIR", "SQ_EXTENSIONS_DIR", "SQ_LOGS_DIR", "SQ_TEMP_DIR"),
    *("ES_TMPDIR", *_JAVA),
)
_INFLUX = (
    *("GOSU_VER", "INFLUXDB_VERSION", "INFLUX_CLI_VERSION", "INFLUX_CONFIGS_PATH", "INFLUXD_INIT_PORT"),
    *("INFLUXD_INIT_PING_ATTEMPTS", "DOCKER_INFLUXDB_INIT_CLI_CONFIG_NAME", "INFLUXDATA_TELEMETRY_OPTOUT"),
)
_NGINX = ("NGINX_VERSION", "PKG_RELEASE", "DYNPKG_RELEASE", "NJS_VERSION", "NJS_RELEASE", "ACME_VERSION", "OTEL_VERSION")
_COMPOSER = ("COMPOSER_ALLOW_SUPERUSER", "COMPOSER_HOME", "COMPOSER_VERSION", *_PHP)
_DOCKER = ("DOCKER_VERSION", "DOCKER_BUILDX_VERSION", "DOCKER_COMPOSE_VERSION", "DOCKER_TLS_CERTDIR", "DIND_COMMIT")

DISTRIBUTIONS = {
    "debian": Row("debian", env=(), workdir="", users=(), tools=()),
    "ubuntu": Row("ubuntu", env=(), workdir="", users=(), tools=()),
    "buildpack-deps": Row("debian", env=(), workdir="", users=(), tools=BUILD),
    "alpine": Row("alpine", env=(), workdir="", users=(), tools=()),
    "busybox": Row("busybox", env=(), workdir="", users=(), tools=()),
    "scratch": Row("scratch", env=(), workdir="", users=(), tools=()),
    "fedora": Row("fedora", workdir="", tools=()),
    "centos": Row("rhel", workdir="", tools=()),
    "rockylinux": Row("rhel", workdir="", tools=()),
    "almalinux": Row("rhel", workdir="", tools=()),
    "oraclelinux": Row("rhel", workdir="", tools=()),
    "amazonlinux": Row("amazon", workdir="", tools=()),
    "archlinux": Row("arch", workdir="", tools=()),
    "photon": Row("photon", workdir=""),
    "bash": Row("alpine", workdir="", tools=(), on=BASH_ON_ALPINE),
}

LANGUAGES = {
    "node": Row("debian", "", "node", ("NODE_VERSION", "YARN_VERSION"), "", ("node",), (), BUILD, before=(((12,), "tools", None),)),
    "python": Row("debian", "", "", ("GPG_KEY", "PYTHON_VERSION", "PYTHON_SHA256", *_PYPI), "", (), (), BUILD),
    "pypy": Row("debian", "", "", ("PYPY_VERSION", *_PYPI), "", (), (), BUILD),
    "golang": Row("debian", "", "", ("GOLANG_VERSION", "GOTOOLCHAIN", "GOPATH"), "/go", (), (), BUILD),
    "rust": Row("debian", "", "", ("RUSTUP_HOME", "CARGO_HOME", "RUST_VERSION"), "", (), (), BUILD),
    "ruby": Row("debian", "", "", _RUBY, "", (), (), BUILD),
    "php": Row(
        *("debian", "", "www-data", _PHP, "", ("www-data",), ("curl",)),
        on=(("apache", "workdir", "/var/www/html"), ("fpm", "workdir", "/var/www/html")),
    ),
    "composer": Row("alpine", "", "", _COMPOSER, "/app", ("www-data",), ("curl",), on=BASH_ON_ALPINE),
    "swift": Row(
        *("ubuntu", "", "", ("SWIFT_SIGNING_KEY", "SWIFT_PLATFORM", "SWIFT_BRANCH", "SWIFT_VERSION", "SWIFT_WEBROOT"), "", ()),
    ),
    "dart": Row("debian"),
    "elixir": Row("debian"),
    "erlang": Row("debian"),
    "gcc": Row("debian", tools=(), full=BUILD),
    "haskell": Row("debian"),
    "hylang": Row("debian"),
    "julia": Row("debian"),
    "mono": Row("debian"),
    "perl": Row("debian", tools=(), full=BUILD),
    "r-base": Row("debian"),
    "ros": Row("ubuntu"),
}

JAVA = {
    "openjdk": Row(
        *("rhel", "", "", ("JAVA_URL_VERSION", "JAVA_BASE_URL", "JAVA_DEBIAN_VERSION", "JAVA_ALPINE_VERSION", *_JAVA), "", (), ()),
        full=BUILD,
        on=(("slim", "base", "debian"),),
        before=(((12,), "base", "debian"),),
    ),
    "java": Row("debian", workdir=""),
    "eclipse-temurin": Row("ubuntu", "", "", _JAVA, "", (), (), BUILD, on=BASH_UNSURE),
    "amazoncorretto": Row("amazon", "", "", ("JAVA_TOOL_OPTIONS", *_JAVA), "", (), (), on=BASH_UNSURE),
    "ibm-semeru-runtimes": Row("ubuntu"),
    "ibmjava": Row("ubuntu"),
    "sapmachine": Row("ubuntu"),
    "adoptopenjdk": Row("ubuntu"),
    "maven": Row(
        *("ubuntu", "", "", _MAVEN, "", (), ("curl",)),
        on=(
            *BASH_ON_ALPINE,
            ("jdk", "base", "debian"),
            ("openjdk", "base", "rhel"),
            ("openjdk-8", "base", "debian"),
            ("openjdk-11", "base", "debian"),
            ("graalvm", "base", "rhel"),
            ("slim", "base", "debian"),
        ),
    ),
    "gradle": Row(
        *("ubuntu", "", "gradle", _GRADLE, "/home/gradle", ("gradle",), (), BUILD),
        on=BASH_UNSURE,
        before=(((6,), "user", None), ((6,), "base", "debian")),
    ),
    "groovy": Row("ubuntu", "groovy"),
    "clojure": Row("debian"),
    "jruby": Row("debian"),
    "tomcat": Row(
        *("ubuntu", "", "", _TOMCAT, "/usr/local/tomcat", (), (), BUILD),
        on=(
            *BASH_UNSURE,
            ("openjdk", "base", "debian"),
            ("slim", "base", "debian"),
            ("jre", "base", "debian"),
            ("temurin", "base", "ubuntu"),
        ),
    ),
    "tomee": Row("ubuntu"),
    "jetty": Row("ubuntu", "jetty"),
}

SERVERS = {
    "nginx": Row("debian", "", "", _NGINX, "", ("nginx",)),
    "httpd": Row("debian", workdir="/usr/local/apache2", users=("www-data",)),
    "caddy": Row("alpine", workdir="/srv"),
    "haproxy": Row(
        *("debian", "haproxy", "", ("HAPROXY_VERSION", "HAPROXY_URL", "HAPROXY_SHA256"), "/var/lib/haproxy", ("haproxy",), ()),
        before=(((2, 4), "user", ""), ((2, 7), "workdir", "")),
    ),
    "traefik": Row("alpine", workdir="", before=(((2,), "base", "scratch"),)),
    "varnish": Row("debian", "varnish", workdir="/etc/varnish", before=(((7,), "user", None),)),
    "memcached": Row(
        *("debian", "memcache", "", ("MEMCACHED_VERSION", "MEMCACHED_URL", "MEMCACHED_SHA1"), "", ("memcache",), ()),
    ),
    "redis": Row("debian", workdir="/data", users=("redis",)),
    "valkey": Row("debian", workdir="/data", users=("valkey",)),
    "postgres": Row("debian", workdir="", users=("postgres",), on=BASH_ON_ALPINE),
    "mysql": Row("rhel", "", "", ("GOSU_VERSION", "MYSQL_MAJOR", "MYSQL_VERSION", "MYSQL_SHELL_VERSION"), "", ("mysql",), ()),
    "mariadb": Row("ubuntu", users=("mysql",)),
    "percona": Row("rhel", "mysql"),
    "mongo": Row("ubuntu", users=("mongodb",)),
    "cassandra": Row("ubuntu", users=("cassandra",)),
    "couchdb": Row("debian", users=("couchdb",)),
    "neo4j": Row("debian", users=("neo4j",)),
    "influxdb": Row("debian", "", "", _INFLUX, "", ("influxdb",), ("curl",), on=BASH_ON_ALPINE),
    "telegraf": Row("debian", users=("telegraf",)),
    "rabbitmq": Row("ubuntu", "", "", _RABBITMQ, "", ("rabbitmq",), (), on=BASH_ON_ALPINE),
    "zookeeper": Row("ubuntu", users=("zookeeper",)),
    "solr": Row("ubuntu", "8983", "", _SOLR, "/opt/solr", ("solr",), BUILD),
    "elasticsearch": Row("", "elasticsearch", workdir="/usr/share/elasticsearch", users=("elasticsearch",), before=(((8,), "user", None),)),
    "kibana": Row("", "kibana", users=("kibana",), before=(((8,), "user", None),)),
    "logstash": Row("", "logstash", users=("logstash",), before=(((8,), "user", None),)),
    "rethinkdb": Row("debian"),
    "nats": Row("scratch", workdir=""),
    "eclipse-mosquitto": Row("alpine", users=("mosquitto",)),
    "vault": Row("alpine", "", "", ("NAME", "VERSION", "VAULT_VERSION"), "", ("vault",), ()),
    "consul": Row("alpine", users=("consul",)),
    "registry": Row("alpine"),
    "docker": Row("alpine", env=_DOCKER, tools=(), on=(("rootless", "user", "rootless"),)),
    "ghost": Row("debian", users=("node",), on=BASH_ON_ALPINE),
    "redmine": Row("debian", users=("redmine",)),
    "sonarqube": Row("ubuntu", "sonarqube", "", _SONAR, "/opt/sonarqube", ("sonarqube",), BUILD, before=(((9,), "user", None),)),
    "odoo": Row("ubuntu", "odoo"),
    "adminer": Row("alpine", "adminer", users=("adminer",)),
    "wordpress": Row("debian", workdir="/var/www/html", users=("www-data",), on=BASH_ON_ALPINE),
    "drupal": Row("debian", users=("www-data",)),
    "joomla": Row("debian", workdir="/var/www/html", users=("www-data",)),
    "nextcloud": Row("debian", workdir="/var/www/html", users=("www-data",)),
    "phpmyadmin": Row("debian", workdir="/var/www/html", users=("www-data",)),
}

DROPS = {
    "cassandra": "the entrypoint runs itself again as cassandra with gosu",
    "consul": "the entrypoint runs consul as the consul user with su-exec",
    "couchdb": "the entrypoint runs couchdb as the couchdb user with gosu or setpriv",
    "eclipse-mosquitto": "mosquitto switches to the mosquitto user once it has its port",
    "ghost": "the entrypoint runs itself again as node with gosu",
    "influxdb": "the entrypoint runs itself again as influxdb with gosu",
    "mariadb": "the entrypoint runs itself again as mysql with gosu",
    "mongo": "the entrypoint runs itself again as mongodb with gosu",
    "mysql": "the entrypoint runs itself again as mysql with gosu",
    "neo4j": "the entrypoint runs neo4j as the neo4j user with gosu or su-exec",
    "postgres": "the entrypoint runs itself again as postgres with gosu or su-exec",
    "rabbitmq": "the entrypoint runs itself again as rabbitmq with gosu or su-exec",
    "redis": "the entrypoint runs itself again as redis with gosu, su-exec or setpriv",
    "redmine": "the entrypoint runs itself again as redmine with gosu",
    "telegraf": "the entrypoint runs telegraf as the telegraf user with setpriv or su-exec",
    "valkey": "the entrypoint runs itself again as valkey with setpriv",
    "vault": "the entrypoint runs vault as the vault user with su-exec",
    "zookeeper": "the entrypoint runs itself again as zookeeper with gosu",
}

ROWS = {**DISTRIBUTIONS, **LANGUAGES, **JAVA, **SERVERS}

# Retired ones included: old files name them, and they can still be pulled.
_OTHERS = """
adoptopenjdk aerospike alt api-firewall arangodb backdrop bonita celery chronograf cirros clearlinux clefos clickhouse convertigo couchbase
crate crux django docker-dev eggdrop emqx euleros express-gateway fedora flink fluentd friendica fsharp gazebo geonetwork glassfish
haxe hello-seattle hello-world hipache hitch hola-mundo iojs irssi java jenkins jobber kaazing-gateway kapacitor known kong krakend
lightstreamer liquibase mageia matomo mediawiki mongo-express monica nats-streaming neurodebian notary nuxeo open-liberty opensuse
orientdb owncloud php-zendserver piwik plone postfixadmin rails rakudo-star rapidoid ringojs rocket.chat ros satosa sentry silverpeas sl
sourcemage spark spiped storm swarm swipl teamspeak thrift ubuntu-debootstrap ubuntu-upstart unit vault-enterprise
websphere-liberty xwiki yourls znc zookeeper
"""


def is_official(name: str) -> bool:
    """Whether Docker Hub has, or had, an official image of a short name. Source: `library/` of `docker-library/official-images`."""
    return name in ROWS or name in _OTHERS.split()
