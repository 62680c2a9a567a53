//! Files that wait on this device to be published: shown from here, for they are nowhere else yet.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiannuo_domain::hash::Digest;
use jiannuo_domain::id::OrganisationId;
use jiannuo_domain::words::{Blob, blobs_of};
use jiannuo_sync::outbox::OutboxItem;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::Session;

/// An address under which bytes on this device can be shown; gone with its owner.
pub struct ObjectUrl(String);

impl ObjectUrl {
    /// Of bytes of a kind.
    pub fn of(bytes: &[u8], media_type: &str) -> Option<Self> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Self::of_blob(&blob)
    }

    /// Of a file that the browser holds.
    pub fn of_blob(blob: &web_sys::Blob) -> Option<Self> {
        web_sys::Url::create_object_url_with_blob(blob).ok().map(Self)
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for ObjectUrl {
    fn drop(&mut self) {
        // What is revoked already is no error.
        let _revoked = web_sys::Url::revoke_object_url(&self.0);
    }
}

/// Where files are that are on this device and perhaps nowhere else.
#[derive(Default)]
pub struct FilesHere {
    addresses: Rc<BTreeMap<Digest, String>>,
    /// They end with the app's page: what was shown from here once is shown from here as long as it is open.
    owned: Vec<ObjectUrl>,
}

impl Session {
    /// The addresses of files on this device; tracked.
    pub fn files_here(&self) -> Rc<BTreeMap<Digest, String>> {
        self.files_here.with(|here| here.addresses.clone())
    }

    /// Gives addresses to the files that items in an outbox name.
    pub(super) fn show_files_of(self, org: OrganisationId, outbox: &[OutboxItem]) {
        let named = |item: &OutboxItem| {
            let (statement, body) = (item.statement()?, item.signed.body.as_ref()?);
            Some(blobs_of(&statement.kind, &body.text))
        };
        let known = self.files_here.with_untracked(|here| here.addresses.clone());
        let wanted: Vec<Blob> =
            outbox.iter().filter_map(named).flatten().filter(|blob| !known.contains_key(&blob.hash)).collect();
        if wanted.is_empty() {
            return;
        }
        spawn_local(async move {
            let mut found = Vec::new();
            for blob in wanted {
                // One that cannot be read has its public address, where it will be.
                let Ok(Some(bytes)) = self.local_blob(org, blob.hash).await else { continue };
                found.extend(ObjectUrl::of(&bytes, blob.media.name()).map(|address| (blob.hash, address)));
            }
            self.files_here.update(|here| {
                let mut addresses = (*here.addresses).clone();
                for (hash, address) in found {
                    addresses.insert(hash, address.as_str().to_owned());
                    here.owned.push(address);
                }
                here.addresses = Rc::new(addresses);
            });
        });
    }
}
