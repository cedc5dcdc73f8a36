//! Owns where a database is and how to be let in. Reads no files and no environment.

use crate::Error;
use postgres::{
    Client, Config, NoTls,
    config::{Host, SslMode},
};
use std::fmt;

/// Where a database is, and who asks. What it prints has no password.
#[derive(Clone)]
pub struct Access {
    config: Config,
}

impl Access {
    /// Takes an address: `postgres://user:password@host:port/database`.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(address: &str) -> Result<Self, Error> {
        let mut config: Config = address.parse().map_err(|_| Error::Address)?;
        // A connection that may be encrypted is not, here; one that must be is refused by the client.
        if config.get_ssl_mode() == SslMode::Prefer {
            config.ssl_mode(SslMode::Disable);
        }
        config.application_name("hashatlas");
        Ok(Self { config })
    }

    /// Whether the address has no password.
    #[must_use]
    pub fn wants_password(&self) -> bool {
        self.config.get_password().is_none()
    }

    /// The same with a password.
    #[must_use]
    pub fn with_password(mut self, password: &str) -> Self {
        self.config.password(password);
        self
    }

    /// The password for it in the text of a `.pgpass` file.
    #[must_use]
    pub fn password_in(&self, pgpass: &str) -> Option<String> {
        let [host, port, database, user] = self.parts();
        password_of(pgpass, [&host, &port, &database, &user])
    }

    pub(crate) fn connect(&self) -> Result<Client, Error> {
        Ok(self.config.connect(NoTls)?)
    }

    /// Host, port, database and user.
    fn parts(&self) -> [String; 4] {
        let user = self.config.get_user().unwrap_or_default().to_owned();
        let host = match self.config.get_hosts().first() {
            Some(Host::Tcp(host)) => host.clone(),
            // Sockets in the file system.
            _ => "localhost".to_owned(),
        };
        let port = self.config.get_ports().first().copied().unwrap_or(5432).to_string();
        let database = self.config.get_dbname().map_or_else(|| user.clone(), str::to_owned);
        [host, port, database, user]
    }
}

impl fmt::Display for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [host, port, database, _] = self.parts();
        write!(f, "postgres://{host}:{port}/{database}")
    }
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Access({self})")
    }
}

/// The password in the text of a `.pgpass` file: the first line whose host, port, database and user are the
/// wanted ones or `*` (`PostgreSQL` 15 documentation, section 34.16).
#[must_use]
pub fn password_of(pgpass: &str, wanted: [&str; 4]) -> Option<String> {
    pgpass.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut fields = vec![String::new()];
        let mut letters = line.chars();
        while let Some(letter) = letters.next() {
            let count = fields.len();
            match (letter, fields.last_mut()) {
                (':', _) if count < 5 => fields.push(String::new()),
                ('\\', Some(field)) => field.extend(letters.next()),
                (letter, Some(field)) => field.push(letter),
                _ => {}
            }
        }
        let password = fields.get(4)?.clone();
        let fits = |(field, wanted): (&String, &&str)| field == "*" || field == wanted;
        fields.iter().zip(&wanted).all(fits).then_some(password)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_found_and_never_printed() {
        let access = Access::parse("postgres://ann:secret@db.example:5433/grid").expect("an address");
        assert!(!access.wants_password());
        let said = format!("{access} {access:?}");
        assert!(said.contains("db.example:5433/grid") && !said.contains("secret"), "{said}");
        let access = Access::parse("postgresql://ann@db.example/grid").expect("an address");
        assert!(access.wants_password());
        let pgpass = "# mine\nother:*:*:*:no\ndb.example:5432:grid:ann:a\\:b\\\\c:d\n*:*:*:*:late\n";
        assert_eq!(access.password_in(pgpass).as_deref(), Some("a:b\\c:d"));
        assert_eq!(password_of("a:1:b:c", ["a", "1", "b", "c"]), None);
        assert!(matches!(Access::parse("postgres://ann:se cret@:x/"), Err(Error::Address)));
    }
}
