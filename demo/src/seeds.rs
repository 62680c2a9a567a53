//! Where identities, salts and keys come from: hashes of the founding code, a purpose and a number.
//!
//! For the demo only: they are as secret as the founding code and no more.

use jiannuo_domain::body::Salt;
use jiannuo_domain::hash::Digest;
use jiannuo_domain::invitation::{CODE_ENTROPY_BYTES, Code};
use jiannuo_domain::key::software::KeyPair;

/// Domain separation from everything else that is hashed.
const PREFIX: &[u8] = b"jiannuo/demo/v1";

/// A source of numbers for one organisation.
#[derive(Clone)]
pub(crate) struct Seeds {
    root: Digest,
    next: u64,
}

impl Seeds {
    /// The source of an organisation.
    pub(crate) fn new(founding_code: &Code, slug: &str) -> Self {
        let root = Digest::of(&[PREFIX, founding_code.to_string().as_bytes(), b"/", slug.as_bytes()]);
        Self { root, next: 0 }
    }

    fn draw(&mut self, purpose: &str) -> Digest {
        self.next += 1;
        Digest::of(&[self.root.as_bytes(), purpose.as_bytes(), &self.next.to_be_bytes()])
    }

    /// Bytes of a new identity.
    pub(crate) fn identity(&mut self) -> [u8; 16] {
        first(self.draw("identity"))
    }

    /// A new salt.
    pub(crate) fn salt(&mut self) -> Salt {
        Salt(*self.draw("salt").as_bytes())
    }

    /// A new key.
    pub(crate) fn key_pair(&mut self) -> KeyPair {
        loop {
            // A hash is no private key once in 2^32 times.
            if let Some(pair) = KeyPair::from_secret(self.draw("key").as_bytes()) {
                return pair;
            }
        }
    }

    /// A new invitation.
    pub(crate) fn code(&mut self) -> Code {
        Code::from_entropy(first::<CODE_ENTROPY_BYTES>(self.draw("code")))
    }

    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        u64::from_be_bytes(first(self.draw("number"))) % bound
    }
}

/// The code with which an organisation is founded by its parent.
pub(crate) fn founding_code_of(founding_code: &Code, slug: &str) -> Code {
    Seeds::new(founding_code, &format!("founding of {slug}")).code()
}

fn first<const N: usize>(digest: Digest) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.iter_mut().zip(digest.as_bytes()).for_each(|(to, from)| *to = *from);
    bytes
}
