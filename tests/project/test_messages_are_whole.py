from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed


def test_no_message_is_replaced_by_a_hash_that_the_browser_may_have_thrown_away():
    message = ForwardMsg()
    message.delta.new_element.html.body = "å" * 2_000_000
    populate_hash_if_needed(message)
    assert not message.metadata.cacheable
